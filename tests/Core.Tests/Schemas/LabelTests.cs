using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>Labels of digits are no numbers and no times, and lists are no categories.</summary>
public sealed class LabelTests
{
    [Theory]
    [InlineData("room", "R999")]
    [InlineData("seat_no", "R99")]
    [InlineData("gate", "99B")]
    [InlineData("desk", "kr999")]
    [InlineData("locker no", "9K")]
    [InlineData("bay2", "R99")]
    [InlineData("room", "9.99")]
    [InlineData("Zimmer", "9.99")]
    [InlineData("version", "9.99|9.9")]
    [InlineData("icd9", "999.9")]
    [InlineData("diagnosis_code", "999.99")]
    [InlineData("chapter", "9.9")]
    [InlineData("allele", "09:09|99:09")]
    [InlineData("hla_a", "09:01")]
    [InlineData("ratio", "9:19")]
    [InlineData("half_time_score", "99:59")]
    [InlineData("odds", "9:49")]
    [InlineData("code", "99:09")]
    public void A_label_is_a_category(string name, string form)
    {
        bool time = name.Contains("time");
        foreach ((int keys, int each, int missing) in ((int, int, int)[])[(15, 40, 0), (40, 5, 6)])
        {
            Column column = Drawn.Infer(name, form, keys, each, missing).Schema[name];
            Assert.True(time ? column is IntegerColumn : column is CategoricalColumn, $"{column}");
            Assert.Null(column.Doubt);
        }
    }

    [Theory]
    [InlineData("room", "R99", "Lobby")]
    [InlineData("room_no", "9.99", "Aula")]
    [InlineData("allele", "09:09", "blank")]
    [InlineData("version", "9.9", "beta")]
    [InlineData("gate", "99B", "none")]
    public void So_is_one_beside_a_few_words(string name, string form, string word)
    {
        Column column = Drawn.Of(name, [.. Drawn.Cells(form, 30, 6, 0), word, word]).Schema[name];
        Assert.Contains(word, Assert.IsType<CategoricalColumn>(column).Levels);
    }

    [Theory]
    [InlineData("ratio", "9.999")]
    [InlineData("score", "99.9")]
    [InlineData("odds", "9.99")]
    [InlineData("scale", "999.9")]
    [InlineData("result", "9.9")]
    public void Decimals_beside_a_word_are_none(string name, string form)
    {
        var column = Drawn.Of(name, [.. Drawn.Cells(form, 60, 3, 0), "inf"]).Schema[name];
        Assert.Contains("All but one cell are numbers", Assert.IsType<DecimalColumn>(column).Doubt);
    }

    [Theory]
    [InlineData("c3", 15, 40)]
    [InlineData("code", 40, 30)]
    [InlineData("roll", 40, 30)]
    [InlineData("lot", 500, 1)]
    [InlineData("grp", 9, 5)]
    public void R_and_a_number_may_be_codes_or_rand(string name, int keys, int each)
    {
        Column column = Drawn.Infer(name, "R999", keys, each).Schema[name];
        Assert.IsNotType<IntegerColumn>(column);
        Assert.Equal(name is "c3" or "lot" or "grp", column.Doubt?.Contains("a code or an amount of money") is true);
    }

    [Theory]
    [InlineData("price", "R999")]
    [InlineData("fee_paid", "kr999")]
    [InlineData("c3", "R9,999.99")]
    [InlineData("c3", "R 999")]
    [InlineData("amount", "R999")]
    [InlineData("c3", "999kg")]
    [InlineData("room_temperature", "99.9")]
    [InlineData("version_share", "9.99")]
    [InlineData("class_average", "9.99")]
    [InlineData("area", "99.9")]
    public void Amounts_and_measures_stay_numbers(string name, string form)
    {
        Column column = Drawn.Infer(name, form, 60, 5).Schema[name];
        Assert.True(column is IntegerColumn or DecimalColumn, $"{column}");
        Assert.Null(column.Doubt);
    }

    [Theory]
    [InlineData("c3", "09:09", true)]
    [InlineData("c3", "9:19", true)]
    [InlineData("v1", "99:01|99:02|99:12", true)]
    [InlineData("marker", "19:09", true)]
    [InlineData("locus", "99:02", true)]
    [InlineData("c3", "09:39|09:19", false)]
    [InlineData("c3", "09:00|09:15|1\\9:00", false)]
    [InlineData("start", "09:09", false)]
    [InlineData("departure_time", "19:19", false)]
    [InlineData("hours", "9:09", false)]
    public void Two_numbers_with_a_colon_are_times_unless_none_is_after_the_half_hour(
        string name,
        string form,
        bool doubted
    )
    {
        Column column = Drawn.Infer(name, form, 60, 4).Schema[name];
        Assert.NotNull(Assert.IsType<IntegerColumn>(column).Format);
        Assert.Equal(doubted, column.Doubt?.Contains("may be times or two numbers") is true);
    }

    [Theory]
    [InlineData("c3", "9\u00A69\u00A699")]
    [InlineData("tags", "a;a;a|a|a;a")]
    [InlineData("genres", "Aaaaa\u00A6Aaaa|Aaaa|Aaa\u00A6Aaaa\u00A6Aaaaa")]
    [InlineData("code", "A99;A99")]
    [InlineData("amount", "9;99;9")]
    [InlineData("status", "aaaa; aaa|aaaaa")]
    public void Lists_are_text_in_doubt(string name, string form)
    {
        foreach ((int keys, int each, int missing) in ((int, int, int)[])[(60, 1, 0), (200, 5, 4)])
        {
            var cells = Drawn.Cells(form, keys, each, missing).Select(cell => cell.Replace('\u00A6', '|'));
            Column column = Drawn.Of(name, cells).Schema[name];
            Assert.True(Assert.IsType<TextColumn>(column).IsInDoubt);
            Assert.Contains("look like JSON or lists", column.Doubt);
        }
    }

    [Theory]
    [InlineData("answers", "a;a|a|a;b")] // few, as the answers to one question
    [InlineData("key", "FR;99999")]
    [InlineData("patient_id", "9;99999")]
    [InlineData("grp", "a;")]
    [InlineData("note", "aaa|aaaa|aaaaa|aa;aa")]
    public void Others_are_not(string name, string form)
    {
        int keys = name == "answers" ? 9 : 80;
        Column column = Drawn.Infer(name, form, keys, 30).Schema[name];
        Assert.DoesNotContain("look like JSON or lists", column.Doubt ?? "");
    }
}
