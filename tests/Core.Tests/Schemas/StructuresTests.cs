using System.Globalization;
using AethergenAI.Core.Tests.Tables;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>Cells with several values each are neither categories nor keys, whatever their column is called.</summary>
public sealed class StructuresTests
{
    private const int Rows = 60;

    public static TheoryData<string, string, int> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, int>();
            string[] names =
                ["payload", "measurements", "id", "key", "code", "status", "patient_id", "email", "amount"],
                forms =

                [
                    """{{"a":{0}}}""",
                    """{{ "a" : "x{0}", "b" : [1, 2] }}""",
                    """[1,{0}]""",
                    """["x{0}","y"]""",
                    """{{x,{0}}}""",
                    """{{'a': {0}}}""",
                    """<a><b>{0}</b></a>""",
                ];
            foreach (string name in names)
            {
                foreach (string form in forms)
                {
                    cells.Add(name, form, Rows);
                    cells.Add(name, form, 3);
                    cells.Add(name, form, 1);
                }
            }
            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Several_values_in_a_cell_are_text_in_doubt(string name, string form, int distinct)
    {
        Column column = Infer(name, row => string.Format(CultureInfo.InvariantCulture, form, row % distinct), Rows);

        Assert.True(Assert.IsType<TextColumn>(column).IsInDoubt);
        Assert.Contains("look like JSON or lists", column.Doubt, StringComparison.Ordinal);
        Assert.NotEqual(ColumnRole.Identifier, column.Role);
    }

    [Fact]
    public void So_are_more_of_them_than_are_kept()
    {
        Column column = Infer("id", row => $$"""{"a":{{row}}}""", 12_000);
        Assert.True(Assert.IsType<TextColumn>(column).IsInDoubt);
    }

    [Fact]
    public void So_are_those_of_which_some_are_empty_or_in_words()
    {
        Column column = Infer("log", row => row % 3 == 0 ? "none" : $$"""{"a":{{row % 4}}}""", Rows);
        Assert.True(Assert.IsType<TextColumn>(column).IsInDoubt);
    }

    [Theory]
    [InlineData("[A]")]
    [InlineData("{x}")]
    [InlineData("<5")]
    [InlineData("[0-10)")]
    public void A_word_in_brackets_is_a_category(string word)
    {
        Column column = Infer("size", row => row % 2 == 0 ? word : "B", Rows);
        Assert.Null(Assert.IsType<CategoricalColumn>(column).Doubt);
    }

    [Theory]
    [InlineData("[18,25]", "[26,40]")]
    [InlineData("[0.5, 1]", "[-1, 0.5]")]
    public void Closed_intervals_are_categories(string young, string old)
    {
        Column column = Infer("age", row => row % 2 == 0 ? young : old, Rows);
        Assert.Null(Assert.IsType<CategoricalColumn>(column).Doubt);
    }

    [Fact]
    public void Pairs_of_numbers_with_many_levels_are_lists()
    {
        Column column = Infer("spans", row => $"[{row % 30},{100 + (row % 30)}]", Rows);
        Assert.True(Assert.IsType<TextColumn>(column).IsInDoubt);
    }

    private static Column Infer(string name, Func<int, string> cell, int rows)
    {
        var lines = Enumerable.Range(0, rows).Select(row => $"\"{cell(row).Replace("\"", "\"\"")}\";x\n");
        return Files.Infer($"{name};other\n" + string.Concat(lines)).Schema[name];
    }
}
