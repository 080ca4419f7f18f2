using System.Globalization;
using AethergenAI.Core.Tests.Tables;
using AethergenAI.Schemas;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>
/// Keys that stand in several rows each are generated or doubted, whatever their column is called; codes are
/// categories.
/// </summary>
public sealed class RepeatedKeysTests
{
    [Theory]
    [InlineData("id", "P{0:000}", 2)]
    [InlineData("ID", "P{0:000}", 2)]
    [InlineData("uid", "{0}", 2)]
    [InlineData("uid", "1{0:0000}", 20)]
    [InlineData("key", "k-{0}-x", 6)]
    [InlineData("pk", "P{0:000}", 40)]
    [InlineData("pid", "S-{0:0000}", 3)]
    [InlineData("record_id", "{0:00000}", 3)]
    [InlineData("pat_no", "A{0:000000}", 3)]
    [InlineData("pat_no", "44{0:00000}", 3)]
    [InlineData("emp", "E{0:00000}", 3)]
    public void Keys_that_repeat_under_a_key_s_name_are_identifiers_of_an_entity(string name, string form, int times)
    {
        var column = Assert.IsType<IdentifierColumn>(Infer(name, form, 300, times));
        Assert.Equal(ColumnRole.Identifier, column.Role);
        Assert.NotNull(column.Entity);
        Assert.Null(column.Doubt);
    }

    [Theory]
    [InlineData("who", "P{0:000}", 300, 2)]
    [InlineData("code", "P{0:000}", 300, 2)]
    [InlineData("ref", "P{0:000}", 300, 2)]
    [InlineData("subj", "S-{0:0000}-x", 60, 9)]
    [InlineData("lot_no", "L{0}", 300, 2)]
    [InlineData("machine_id", "44{0:0000}", 300, 2)]
    [InlineData("hash", "{0:x8}", 300, 3)]
    [InlineData("id", "P{0:000}", 30, 60)] // so often that it may be a category
    public void Keys_that_repeat_under_another_name_are_doubted(string name, string form, int keys, int times)
    {
        Column column = Infer(name, form, keys, times);
        Assert.Contains("look like keys that repeat", column.Doubt, StringComparison.Ordinal);
        Assert.True(column.IsInDoubt);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("key")]
    public void Words_that_repeat_under_a_key_s_name_are_doubted(string name)
    {
        string cells = string.Concat(
            Enumerable.Range(0, 240).Select(row => row % 40).Select(n => $"{(char)('a' + (n % 26))}smith{n / 26:x};x\n")
        );
        Column column = Files.Infer($"{name};other\n{cells.Replace('0', 'o').Replace('1', 'l')}").Schema[name];
        Assert.True(Assert.IsType<CategoricalColumn>(column).IsInDoubt);
    }

    [Theory]
    [InlineData("grp", "A{0}", 9, 100)]
    [InlineData("id", "W{0}", 12, 100)]
    [InlineData("code", "C{0:00}", 25, 40)]
    [InlineData("product", "SKU-{0:000}", 20, 50)]
    [InlineData("store_id", "ST{0:000}", 40, 40)]
    [InlineData("icd10", "E{0:000}", 100, 5)]
    [InlineData("zip", "1{0:0000}", 300, 3)]
    [InlineData("postcode", "SW{0}", 60, 5)]
    [InlineData("part", "B{0:00}", 60, 5)] // two digits
    public void Codes_are_categories_without_a_doubt(string name, string form, int levels, int times)
    {
        Column column = Infer(name, form, levels, times);
        Assert.True(column is CategoricalColumn or IntegerColumn, $"{column}");
        Assert.Null(column.Doubt);
    }

    [Theory]
    [InlineData("id", 90)] // ranks or shares, as far as anybody can tell
    [InlineData("price", 5_000)]
    [InlineData("house_no", 300)]
    [InlineData("week_no", 52)] // all of 0 to 51 occur
    public void Small_and_other_numbers_stay_numbers(string name, int largest)
    {
        var random = new Random(3);
        string cells = string.Concat(Enumerable.Range(0, 200).Select(_ => $"{random.Next(largest)};x\n"));
        Assert.Null(Assert.IsType<IntegerColumn>(Files.Infer($"{name};other\n{cells}").Schema[name]).Doubt);
    }

    [Fact]
    public void Codes_of_which_some_are_frequent_are_categories()
    {
        string cells = string.Concat(
            Enumerable.Range(0, 400).Select(row => $"D{(row % 4 == 0 ? 7 : row / 4):000};x\n")
        );
        Assert.Null(Assert.IsType<CategoricalColumn>(Files.Infer($"dx;other\n{cells}").Schema["dx"]).Doubt);
    }

    [Theory]
    [InlineData(
        "patient_id",
        "P{0:000}",
        300,
        2,
        "Only 1,000 keys have the form P###, so about 30 %",
        "such as P#####."
    )]
    [InlineData(
        "patient_id",
        "P{0:000}",
        300,
        1,
        "Only 1,000 keys have the form P###, so about 30 %",
        "such as P#####."
    )]
    [InlineData("id", "{0}", 300, 1, "Only 1,000 keys have the form ###, so about 30 %", "such as #####.")]
    [InlineData("id", @"#-{0:0000}", 300, 1, @"Only 10,000 keys have the form \#-####", @"such as \#-#####.")]
    public void Few_keys_of_a_pattern_are_said(string name, string form, int keys, int times, string few, string longer)
    {
        string reason = Proposal(name, form, keys, times).Columns[0].Reason;
        Assert.Contains(few, reason, StringComparison.Ordinal);
        Assert.EndsWith(longer, reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("patient_id", "P{0:000000}")]
    [InlineData("id", "9{0:000000}")]
    public void Many_keys_of_a_pattern_need_no_word(string name, string form) =>
        Assert.DoesNotContain("by chance", Proposal(name, form, 300, 2).Columns[0].Reason, StringComparison.Ordinal);

    private static Column Infer(string name, string form, int keys, int times) =>
        Proposal(name, form, keys, times).Schema[name];

    private static SchemaProposal Proposal(string name, string form, int keys, int times)
    {
        var cells = Enumerable
            .Range(0, keys * times)
            .Select(row => string.Format(CultureInfo.InvariantCulture, form, 1 + (row * 7 % keys)) + ";x\n");
        return Files.Infer($"{name};other\n" + string.Concat(cells));
    }
}
