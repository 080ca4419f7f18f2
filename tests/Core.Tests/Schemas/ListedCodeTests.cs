using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>
/// Codes of areas, goods and classes are categories; where nothing tells them from keys of people, that is said.
/// </summary>
public sealed class ListedCodeTests
{
    [Theory]
    [InlineData("ward_code", @"E05999999")]
    [InlineData("WD21CD", @"E05999999")]
    [InlineData("lsoa11cd", @"E01999999")]
    [InlineData("LSOA", @"W01999999")]
    [InlineData("output_area", @"\A99999999")]
    [InlineData("nuts3", "DE999")]
    [InlineData("postcode_district", "AA9")]
    [InlineData("outcode", "A9A|AA99")]
    [InlineData("gp_practice", @"\A89999")]
    [InlineData("icd10_code", "A99.9")]
    [InlineData("diagnosis", "A9999")]
    [InlineData("dx", "A99.9|A99")]
    [InlineData("opcs4", "A99.9")]
    [InlineData("sku", "SKU-99999")]
    [InlineData("product_code", "GX999")]
    [InlineData("ProductId", @"\P99999")]
    [InlineData("item_no", "AA999-99")]
    [InlineData("cost_centre", "CC9999")]
    [InlineData("dept code", @"\D9999")]
    [InlineData("isin", "AA9999999999")]
    [InlineData("seat", "A99|99A")]
    [InlineData("room_no", @"\R999")]
    public void Codes_of_a_list_are_categories_without_a_doubt(string name, string form)
    {
        foreach ((int keys, int each, int missing) in ((int, int, int)[])[(60, 2, 0), (300, 2, 5), (300, 8, 0)])
        {
            Column column = Drawn.Infer(name, form, keys, each, missing).Schema[name];
            Assert.True(column is CategoricalColumn, $"{column} of {keys}");
            Assert.False(column.IsInDoubt);
        }
    }

    [Theory]
    [InlineData("sic_code", "99999")]
    [InlineData("snomed", "73999999")]
    [InlineData("naics", "999999")]
    [InlineData("icd9_code", "999.9")]
    [InlineData("zip", "19999")]
    public void So_are_numbers(string name, string form)
    {
        Column column = Drawn.Infer(name, form, 200, 3).Schema[name];
        Assert.Null(Assert.IsType<CategoricalColumn>(column).Doubt);
    }

    [Theory]
    [InlineData("code", "GX999")]
    [InlineData("ref", "AA999-99")]
    [InlineData("c3", @"E05999999")]
    [InlineData("c4", "AA99.999")]
    [InlineData("area_manager", "M99999")]
    [InlineData("product_owner", "AA99999")]
    [InlineData("flight_attendant", "P99999")]
    [InlineData("postcode_manager", "P99999")]
    [InlineData("state_id", "A9999999")]
    [InlineData("part_id", "P99999")]
    [InlineData("po_box", "P99999")]
    [InlineData("org_no", "A9999999")]
    [InlineData("barcode_no", "A9999999")]
    public void Where_the_name_does_not_tell_both_readings_are_said(string name, string form)
    {
        string? doubt = Drawn.Infer(name, form, 300, 2).Schema[name].Doubt;
        Assert.Contains("look like keys that repeat, and nothing tells whether of people or of things", doubt);
        Assert.Contains("if they are codes of a list, such as areas or products, confirm the kind", doubt);
    }

    [Theory]
    [InlineData("staff_code", "A9999")]
    [InlineData("customer_no", "AA9999")]
    [InlineData("patient_ref", "AA99-99")]
    [InlineData("order_id", "9999-99999")]
    [InlineData("policy number", "AAA99999")]
    public void Keys_of_people_and_their_records_are_generated(string name, string form) =>
        Assert.NotNull(Assert.IsType<IdentifierColumn>(Drawn.Infer(name, form, 300, 2).Schema[name]).Entity);

    /// <summary>Codes whose cells nearly all differ are neither prose nor copied without a word.</summary>
    [Theory]
    [InlineData("v9", "999999", 40)]
    [InlineData("v9", "A99", 60)]
    [InlineData("lot", "A999999", 400)]
    [InlineData("claim", "0099999", 3_000)]
    [InlineData("nr2", "0999", 300)]
    public void Codes_of_which_four_in_five_differ_are_categories_in_doubt(string name, string form, int keys)
    {
        string[] texts = [.. Zeros(form, keys)];
        var cells = texts.Concat(texts.Where((_, at) => at % 5 == 0));
        Column column = Drawn.Of(name, cells).Schema[name];
        Assert.Contains("look like keys that repeat", Assert.IsType<CategoricalColumn>(column).Doubt);

        Column listed = Drawn.Of("ward_code", cells).Schema["ward_code"];
        Assert.Null(Assert.IsType<CategoricalColumn>(listed).Doubt);
    }

    /// <summary>Different codes in a running order, with zeros before them.</summary>
    private static IEnumerable<string> Zeros(string form, int keys)
    {
        int digits = form.Count(c => c is '9' or '0');
        return Enumerable
            .Range(1, keys)
            .Select(key => (form[0] == 'A' ? $"{(char)('A' + (key % 7))}" : "") + $"{key}".PadLeft(digits, '0'));
    }
}
