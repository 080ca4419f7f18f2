using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Replay;

namespace AethergenAI.Core.Tests.Generation.Replay;

public sealed class TokenReplayTests
{
    private const int Real = 1000,
        Held = 200;

    [Fact]
    public void Fresh_rows_are_as_near_to_rows_that_were_held_back()
    {
        var columns = Columns(Real, new Random(1));
        int[][] fresh = [.. Columns(4000, new Random(2)).Select(column => column.Tokens)];
        var (share, interval) = TokenReplay.Of(columns, fresh, Train, HeldBack, CancellationToken.None);
        Assert.InRange(0.5, interval.Low, interval.High);
        Assert.InRange(share, 0.45, 0.55);
    }

    [Fact]
    public void Rows_that_were_learnt_from_are_found_among_drawn_ones()
    {
        var columns = Columns(Real, new Random(1));
        int[][] fresh = [.. Columns(4000, new Random(2)).Select(column => column.Tokens)];
        int[][] some =
        [
            .. columns.Select(
                (column, at) =>
                    fresh[at].Select((token, row) => row % 2 == 0 ? column.Tokens[row % 800] : token).ToArray()
            ),
        ];
        var (share, interval) = TokenReplay.Of(columns, some, Train, HeldBack, CancellationToken.None);
        Assert.True(interval.Low > 0.5);
        // A quarter of the train rows is compared at a time, so an eighth of the rows are copies that are found.
        Assert.InRange(share, 0.53, 0.63);
    }

    [Fact]
    public void The_interval_holds_one_half_in_nineteen_of_twenty_tables()
    {
        int holds = Enumerable
            .Range(0, 100)
            .Count(table =>
            {
                var columns = Columns(Real, new Random(10 + table));
                int[][] fresh = [.. Columns(1000, new Random(1000 + table)).Select(column => column.Tokens)];
                var interval = TokenReplay.Of(columns, fresh, Train, HeldBack, CancellationToken.None).Interval;
                return interval.Low <= 0.5 && interval.High >= 0.5;
            });
        Assert.InRange(holds, 88, 100);
    }

    private static int[] HeldBack => [.. Enumerable.Range(Real - Held, Held)];

    private static int[] Train => [.. Enumerable.Range(0, Real - Held)];

    /// <summary>Two ordered columns that go together, one of them missing in places, and one of levels.</summary>
    private static TokenColumn[] Columns(int rows, Random random)
    {
        int[] first = [.. Enumerable.Range(0, rows).Select(_ => random.Next(60))];
        return
        [
            new("a", first, 60, Ordered: true),
            new(
                "b",
                [.. first.Select(token => random.Next(10) == 0 ? -1 : Math.Min(59, token / 2 + random.Next(30)))],
                60,
                Ordered: true
            ),
            new("c", [.. first.Select(token => (token / 20) + random.Next(2))], 4, Ordered: false),
        ];
    }
}
