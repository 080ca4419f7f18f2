using AethergenAI.Schemas;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Tables;

/// <summary>Missing cells that a file writes in several ways are written in as many.</summary>
public sealed class MissingTextTests
{
    private const int Rows = 10_000;

    /// <summary>Of ten rows four are missing: two NA, one ?, one empty.</summary>
    private static readonly string Seed =
        "amount,kind\n" + string.Concat(Enumerable.Range(0, 1_000).Select(row => Cell(row) + ",x\n"));

    [Fact]
    public void The_texts_and_their_shares_are_found()
    {
        var column = Files.Infer(Seed).Schema["amount"];
        Assert.IsType<IntegerColumn>(column);
        Assert.Equal("NA", column.MissingText);
        Assert.Equal([new MissingShare("?", 0.25), new MissingShare("", 0.25)], column.OtherMissing);
    }

    [Fact]
    public void Written_cells_keep_the_shares_and_are_read_as_missing()
    {
        var schema = Files.Infer(Seed).Schema;
        string text = Files.Written(Nothing(), schema);
        string[] cells = [.. text.Split('\n').Skip(1).SkipLast(1).Select(line => line.Split(',')[0])];

        // 4σ of a share of a quarter of 10,000 cells are 4·√(.25·.75/10000) = .017.
        Assert.Equal(0.5, cells.Count(cell => cell == "NA") / (double)Rows, 0.017);
        Assert.Equal(0.25, cells.Count(cell => cell == "?") / (double)Rows, 0.017);
        Assert.Equal(0.25, cells.Count(cell => cell.Length == 0) / (double)Rows, 0.017);
        Assert.All(Files.Read(text, schema).Numbers("amount").Values, value => Assert.True(double.IsNaN(value)));
        Assert.Equal(text, Files.Written(Nothing(), schema));
    }

    [Fact]
    public void A_file_with_one_text_has_no_others() =>
        Assert.Null(Files.Infer(Seed.Replace("?,", "NA,").Replace("\n,x", "\nNA,x")).Schema["amount"].OtherMissing);

    [Theory]
    [InlineData("unread", 0.2)]
    [InlineData("?", 0.0)]
    [InlineData("?", 1.5)]
    [InlineData("?", double.NaN)]
    public void Impossible_shares_and_texts_are_problems(string text, double share)
    {
        var column = new IntegerColumn("amount", 0, 9) { Nullable = true, OtherMissing = [new(text, share)] };
        var problem = Assert.Single(SchemaCheck.Problems(new Schema("s", [column])));
        Assert.Equal(("schema.format", "columns.amount"), (problem.Code, problem.Where));
    }

    private static string Cell(int row) =>
        (row % 10) switch
        {
            0 or 1 => "NA",
            2 => "?",
            3 => "",
            _ => $"{row % 97}",
        };

    private static Table Nothing() =>
        new([
            new NumberData { Name = "amount", Values = [.. Enumerable.Repeat(double.NaN, Rows)] },
            new LevelData
            {
                Name = "kind",
                Codes = new int[Rows],
                Levels = ["x"],
            },
        ]);
}
