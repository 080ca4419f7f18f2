namespace AethergenAI.Formats.Tests;

public sealed class DuckDbTests : IDisposable
{
    private readonly Folder folder = new();
    private readonly Folder other = new();

    public void Dispose()
    {
        folder.Dispose();
        other.Dispose();
    }

    [Fact]
    public void Sql_touches_its_own_folder_only()
    {
        File.WriteAllText(other["secret.csv"], "a\n1\n");
        using var duckDb = new DuckDb(Path.GetDirectoryName(folder["x"])!);

        duckDb.Execute($"copy (select 1 as a) to {DuckDb.Quote(folder["mine.csv"])}");
        Assert.Throws<DuckDbException>(() =>
            duckDb.Execute($"select * from read_csv({DuckDb.Quote(other["secret.csv"])})")
        );
        Assert.Throws<DuckDbException>(() =>
            duckDb.Execute($"copy (select 1 as a) to {DuckDb.Quote(other["theirs.csv"])}")
        );
        Assert.Throws<DuckDbException>(() => duckDb.Execute("set enable_external_access = true"));
    }

    [Fact]
    public void Quotes_in_names_are_letters()
    {
        Assert.Equal("'it''s'", DuckDb.Quote("it's"));
        Assert.Equal("\"a\"\"b\"", DuckDb.Name("a\"b"));
    }
}
