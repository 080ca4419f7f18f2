using AethergenAI.Tables;

namespace AethergenAI.Formats.Tests;

public sealed class ParquetWriterTests : IDisposable
{
    private static readonly Schema Texts = new("t", [new TextColumn("t") { Nullable = true }]);

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Blocks_with_other_levels_keep_their_texts_whatever_their_length()
    {
        string[] first = ["", "twelve bytes", "thirteen byte", "Łódź is here"], // 0, 12, 13 and 15 bytes
            second = ["thirteen more", "x"];
        using (var writer = TableFile.Create(folder["t.parquet"], Texts))
        {
            writer.Append(Block([-1, 0, 1, 2, 3], first));
            writer.Append(Block([1, 0], second));
            writer.Complete();
            writer.Dispose(); // twice does no harm
        }

        using var duckDb = new DuckDb(Path.GetDirectoryName(folder["t.parquet"])!);
        var read = duckDb.Texts($"select t from {DuckDb.Quote(folder["t.parquet"])}");
        Assert.Equal([null, .. first, "x", "thirteen more"], read.Select(row => row[0]));
    }

    /// <summary>More blocks than wait, and more rows than a row group has.</summary>
    [Fact]
    public void Many_blocks_keep_their_order_and_give_the_same_bytes_again()
    {
        foreach (string name in new[] { "a.parquet", "b.parquet" })
        {
            using var writer = TableFile.Create(folder[name], Numbers);
            for (int from = 0; from < 300_000; from += 4096)
            {
                writer.Append(Block(from, Math.Min(4096, 300_000 - from)));
            }
            writer.Complete();
        }

        var values = TableFile.Read(folder["a.parquet"], Numbers).Numbers("n").Values;
        Assert.Equal(Enumerable.Range(0, 300_000).Select(row => (double)row), values);
        Assert.Equal(File.ReadAllBytes(folder["a.parquet"]), File.ReadAllBytes(folder["b.parquet"]));
    }

    /// <summary>A missing number of one chunk is not missing in the next one, which has the same memory.</summary>
    [Fact]
    public void Missing_numbers_stay_in_their_own_chunk()
    {
        using (var writer = TableFile.Create(folder["m.parquet"], Numbers))
        {
            double[] gaps = [.. Enumerable.Range(0, 2048).Select(row => row % 3 == 0 ? double.NaN : row)];
            writer.Append(new Table([new NumberData { Name = "n", Values = gaps }]));
            writer.Append(Block(2048, 2048));
            writer.Complete();
        }

        var values = TableFile.Read(folder["m.parquet"], Numbers).Numbers("n").Values;
        Assert.Equal(Enumerable.Range(0, 4096).Select(row => row < 2048 && row % 3 == 0 ? double.NaN : row), values);
    }

    /// <summary>The copy fails at a cell beyond the file's type, as it does on a full disk.</summary>
    [Fact]
    public void A_copy_that_fails_is_refused_while_blocks_still_come_and_leaves_no_trace()
    {
        var bytes = new Schema("n", [new IntegerColumn("n", 0, 100)])
        {
            Format = new FileFormat(Types: new Dictionary<string, string> { ["n"] = "TINYINT" }),
        };
        using (var writer = TableFile.Create(folder["n.parquet"], bytes))
        {
            var refusal = Assert.Throws<RefusedException>(() =>
            {
                for (int block = 0; block < 1_000; block++)
                {
                    writer.Append(Block(0, 4096));
                }
            });

            Assert.Equal("formats.parquet-unwritable", refusal.Code);
            Assert.Equal(refusal.Code, Assert.Throws<RefusedException>(writer.Complete).Code);
        }
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void A_block_that_is_not_the_schemas_fails_where_the_writer_is_used()
    {
        using var writer = TableFile.Create(folder["t.parquet"], Numbers);
        writer.Append(Block([0], ["a text"]));

        Assert.Throws<InvalidCastException>(writer.Complete);
    }

    private static Schema Numbers => new("n", [new IntegerColumn("n")]);

    private static Table Block(int from, int count) =>
        new([new NumberData { Name = "n", Values = [.. Enumerable.Range(from, count).Select(row => (double)row)] }]);

    private static Table Block(int[] codes, string[] levels) =>
        new([
            new LevelData
            {
                Name = "t",
                Codes = codes,
                Levels = levels,
            },
        ]);
}
