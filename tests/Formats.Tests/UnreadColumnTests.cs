using AethergenAI.Schemas;

namespace AethergenAI.Formats.Tests;

/// <summary>A column that cannot be read stops nothing once it is left out.</summary>
public sealed class UnreadColumnTests(Folder folder) : IClassFixture<Folder>
{
    private const string Rows = """
        select (i % 7)::int as size, [i, i + 1] as tags, {'a': i} as pair, encode('x' || i) as picture,
        (date '9999-12-30' + (i * 400)::int) as due, case when i % 2 = 0 then 'yes' else 'no' end as fit
        from range(60) t(i)
        """;

    private static readonly string[] Unreadable = ["tags", "pair", "picture", "due"];

    [Fact]
    public void What_is_dropped_is_not_read()
    {
        string path = Parquet.Write(folder, "dropped.parquet", Rows);

        var proposal = TableFile.Infer(path, "orders", dropped: columns => [.. columns.Intersect(Unreadable)]);

        Assert.Equal(
            ["size", "tags", "pair", "picture", "due", "fit"],
            proposal.Schema.Columns.Select(column => column.Name)
        );
        var schema = proposal.Without(Unreadable).Schema;
        Assert.Equal(["size", "fit"], schema.Columns.Select(column => column.Name));
        Assert.Equal(60, TableFile.Read(path, schema).RowCount);
        Assert.True(TableFile.Check(path, schema).Holds);
    }

    [Theory]
    [InlineData("tags", "formats.nested-type")]
    [InlineData("picture", "formats.nested-type")]
    [InlineData("due", "formats.date-range")]
    public void What_is_kept_is_refused_by_name(string kept, string code)
    {
        string path = Parquet.Write(folder, $"kept-{kept}.parquet", Rows);

        var refused = Assert.Throws<RefusedException>(() =>
            TableFile.Infer(path, "orders", dropped: columns => [.. columns.Intersect(Unreadable).Except([kept])])
        );

        Assert.Equal(code, refused.Code);
        Assert.Contains($"'{kept}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_have_a_text_to_know_them_by()
    {
        string path = Parquet.Write(folder, "text.parquet", Rows);
        using var text = new StreamReader(TableText.Open(path));

        string[] lines = text.ReadToEnd().TrimEnd('\n').Split('\n');

        Assert.Equal(61, lines.Length);
        Assert.Contains("[3, 4]", lines[4], StringComparison.Ordinal);
    }
}
