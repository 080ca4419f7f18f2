using System.Globalization;
using System.Text;
using AethergenAI.Seeding;

namespace AethergenAI.Core.Tests.Seeding;

public sealed class RowSketchTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    /// <summary>Computed with Python's hmac and hashlib.</summary>
    private const ulong OldSmallest = 0x1aa7612e17b791,
        Smallest = 0x6418d0e5d2bd8f;

    private static readonly string[] Rows =
    [
        .. Enumerable
            .Range(0, 3000)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},ward {i % 7},{i * i}")),
    ];

    [Fact]
    public void The_order_quotes_delimiters_and_line_ends_do_not_matter()
    {
        string[] shuffled = [.. Rows];
        new Random(1).Shuffle(shuffled);
        var anew = shuffled.Select(row => string.Join(';', row.Split(',').Select(cell => $"\"{cell}\"")));

        Assert.Equal(Of(Rows).Fingerprints, Of(shuffled).Fingerprints);
        Assert.Equal(
            Of(Rows).Fingerprints,
            RowSketch.Of(() => Text($"A;B;C\r\n{string.Join("\r\n", anew)}"), Key, default).Fingerprints
        );
    }

    [Fact]
    public void The_order_of_the_columns_does_not_matter()
    {
        string turned = Joined([2, 1, 0]),
            moved = Joined([1, 0, 2]);
        Assert.Equal(Of(Rows).Fingerprints, RowSketch.Of(() => Text(turned), Key, default).Fingerprints);
        Assert.Equal(1, Of(Rows).Shared(RowSketch.Of(() => Text(moved), Key, default)));
        var old = RowSketch.Of(() => Text(moved), Key, default, CellOrder.OfFile);
        Assert.Equal(0, OfFile(Rows).Shared(old));
        // HMAC-SHA-256 of each row's cells by name, each with a zero behind it: the file has "a,b,c".
        Assert.Equal(Smallest, Of(Rows).Fingerprints[0]);

        static string Joined(int[] columns) =>
            string.Join('\n', File(Rows).TrimEnd().Split('\n').Select(row => Turned(row.Split(','), columns)));
        static string Turned(string[] cells, int[] columns) => string.Join(',', columns.Select(at => cells[at]));
    }

    /// <summary>
    /// Each of the 2²⁰ answers is a row of its own: two random surveys of 1,000 people share 1,000²/2²⁰, about one row.
    /// </summary>
    [Fact]
    public void A_cell_keeps_its_column()
    {
        string names = string.Join(',', Enumerable.Range(1, 20).Select(number => $"q{number}"));
        string turned = string.Join(',', names.Split(',').Reverse());
        string[] first = Answers(1),
            second = Answers(2);

        Assert.InRange(Survey(names, first).Shared(Survey(names, second)), 0, 0.02);
        var reversed = first.Select(row => string.Join(',', row.Split(',').Reverse()));
        Assert.Equal(Survey(names, first).Fingerprints, Survey(turned, [.. reversed]).Fingerprints);

        static string[] Answers(int seed)
        {
            var random = new Random(seed);
            string Row(int _) =>
                string.Join(',', Enumerable.Range(0, 20).Select(_ => random.Next(2) == 0 ? "no" : "yes"));
            return [.. Enumerable.Range(0, 1000).Select(Row)];
        }
        static RowSketch Survey(string header, string[] rows) =>
            RowSketch.Of(() => Text($"{header}\n{string.Join('\n', rows)}\n"), Key, default);
    }

    /// <summary>Its first line is a row like the others, and decides nothing.</summary>
    [Fact]
    public void A_file_without_a_header_keeps_the_order_of_the_file()
    {
        var headless = RowSketch.Of(() => Text(string.Join('\n', Rows)), Key, default);
        var turned = RowSketch.Of(() => Text(string.Join('\n', Rows.Reverse())), Key, default);
        Assert.Equal(headless.Fingerprints, turned.Fingerprints);
        Assert.Equal(1, headless.Shared(Of(Rows)));
    }

    [Theory]
    [InlineData('^')]
    [InlineData('~')]
    [InlineData('#')]
    [InlineData('|')]
    [InlineData('\t')]
    public void Neither_does_a_delimiter_that_is_found_or_said_by_the_file(char delimiter)
    {
        string file = File(Rows).Replace(',', delimiter);
        Assert.Equal(Of(Rows).Fingerprints, RowSketch.Of(() => Text(file), Key, default).Fingerprints);
        string said = $"sep={delimiter}\n{file}";
        Assert.Equal(Of(Rows).Fingerprints, RowSketch.Of(() => Text(said), Key, default).Fingerprints);
    }

    /// <summary>A delimiter inside quotes is part of its cell.</summary>
    [Fact]
    public void Quoted_delimiters_do_not_move_cells_to_other_columns()
    {
        string[] quoted = ["1,\"Smith, Ann\",5", "2,\"Poe, Bo\",6", "3,\"Ray, Cy\",7", "4,\"Lee, Di\",8"];
        string file = "c;b;a\n5;Smith, Ann;1\n6;Poe, Bo;2\n7;Ray, Cy;3\n8;Lee, Di;4\n";
        Assert.Equal(Of(quoted).Fingerprints, RowSketch.Of(() => Text(file), Key, default).Fingerprints);
    }

    /// <summary>Cells stay apart: those of 12 and 3 are not those of 1 and 23.</summary>
    [Fact]
    public void Other_cells_of_the_same_letters_are_other_rows() =>
        Assert.Equal(0, Of(["12,3", "4,56"]).Shared(Of(["1,23", "45,6"])));

    [Fact]
    public void A_sketch_of_an_earlier_version_is_compared_with_its_like_alone()
    {
        var old = OfFile(Rows);
        Assert.Equal(0, old.Shared(Of(Rows)));
        Assert.Equal(1, old.Shared(OfFile(Rows)));
        // HMAC-SHA-256 of "0,ward0,0" and so on: records that are already kept must go on to match.
        Assert.Equal(OldSmallest, old.Fingerprints[0]);
    }

    [Fact]
    public void Neither_does_the_encoding_and_what_is_no_text_is_read_all_the_same()
    {
        string file = File(Rows);
        byte[] wide = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(file)];
        Assert.Equal(Of(Rows).Fingerprints, RowSketch.Of(() => new MemoryStream(wide), Key, default).Fingerprints);
        var old = RowSketch.Of(() => Text(file.Replace('\n', '\r')), Key, default);
        Assert.Equal(Of(Rows).Fingerprints, old.Fingerprints);

        byte[] unmarked = Encoding.Unicode.GetBytes(file);
        Assert.Equal(Of(Rows).Fingerprints, RowSketch.Of(() => new MemoryStream(unmarked), Key, default).Fingerprints);

        string binary = file.Replace("ward 3", "ward\0", StringComparison.Ordinal);
        var read = RowSketch.Of(() => Text(binary), Key, default);
        Assert.Equal(RowSketch.Size, read.Fingerprints.Count);
    }

    [Fact]
    public void A_changed_byte_and_a_row_more_leave_almost_all_rows_shared()
    {
        string[] changed = [.. Rows];
        changed[5] = changed[5] + "1";
        Assert.InRange(Of(Rows).Shared(Of(changed)), 0.99, 1);
        Assert.InRange(Of(Rows).Shared(Of([.. Rows, "new,row,1"])), 0.99, 1);
    }

    [Theory]
    [InlineData(3000, 1.0)] // a file of which the other is a part
    [InlineData(1500, 0.5)]
    [InlineData(300, 0.1)]
    [InlineData(0, 0.0)]
    public void The_share_of_common_rows_is_estimated(int common, double share)
    {
        string[] other = [.. Rows.Take(common), .. Enumerable.Range(common, 3000 - common).Select(i => $"other {i}")];
        // 4 standard errors of a proportion among 256 rows: 4·√(p(1−p)/256) ≤ 0.125
        Assert.Equal(share, Of(Rows).Shared(Of(other)), 0.125);
        Assert.Equal(Of(Rows).Shared(Of(other)), Of(other).Shared(Of(Rows)));
    }

    [Fact]
    public void A_part_shares_all_of_its_rows() => Assert.Equal(1, Of(Rows).Shared(Of(Rows[1000..1100])));

    [Fact]
    public void No_rows_share_nothing() => Assert.Equal(0, Of(Rows).Shared(Of([])));

    [Fact]
    public void Another_key_gives_other_fingerprints() =>
        Assert.Empty(
            Of(Rows).Fingerprints.Intersect(RowSketch.Of(() => Text(File(Rows)), new byte[32], default).Fingerprints)
        );

    [Fact]
    public void Bytes_keep_every_fingerprint_and_the_order_of_the_cells()
    {
        Assert.All([Of(Rows), OfFile(Rows), Of([])], sketch =>
        {
            var kept = RowSketch.FromBytes(sketch.ToBytes());
            Assert.Equal(sketch.Fingerprints, kept.Fingerprints);
            Assert.Equal(sketch.Cells, kept.Cells);
        });
        Assert.Equal(RowSketch.Size * RowSketch.FingerprintBytes, OfFile(Rows).ToBytes().Length);
    }

    private static RowSketch Of(string[] rows) => RowSketch.Of(() => Text(File(rows)), Key, default);

    private static RowSketch OfFile(string[] rows) =>
        RowSketch.Of(() => Text(File(rows)), Key, default, CellOrder.OfFile);

    private static string File(string[] rows) => $"a,b,c\n{string.Join('\n', rows)}\n";

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
