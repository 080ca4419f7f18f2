using AethergenAI.Generation.Replay;
using AethergenAI.Statistics;

namespace AethergenAI.Core.Tests.Generation.Replay;

public sealed class ReplayNoteTests
{
    [Fact]
    public void Nothing_is_said_of_a_network_that_is_shown_not_to_replay() =>
        Assert.Null(ReplayNote.Of(30_000, 3000, 0.51, new Interval(0.495, 0.525)));

    [Fact]
    public void A_network_that_replays_is_said_to_and_how_many_rows_would_be_enough() =>
        Assert.Equal(
            "The network remembers rows of the seed: 55.0 % of the rows it draws lie nearer to one of 200 seed rows it "
                + "learned from than to one of 200 rows held back from it (95 % interval 52.0 to 58.0; "
                + "50 if it remembers none). Against all rows it learned from, that is about 60 %. "
                + "For 53 % or less the seed needs at least 12,000 rows.",
            ReplayNote.Of(1000, 200, 0.55, new Interval(0.52, 0.58))
        );

    [Fact]
    public void A_little_memory_is_said_without_a_number_of_rows() =>
        Assert.EndsWith(
            "Against all rows it learned from, that is about 53 %.",
            ReplayNote.Of(9000, 900, 0.51, new Interval(0.501, 0.54)),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_seed_that_cannot_tell_is_said_to_and_how_many_rows_would() =>
        Assert.Equal(
            "The seed is too small to tell whether the network remembers its rows: 50.0 % of the rows it draws lie "
                + "nearer to one of 60 seed rows it learned from than to one of 60 rows held back from it "
                + "(95 % interval 43.0 to 57.0; 50 if it remembers none). About 1,700 rows would tell.",
            ReplayNote.Of(300, 60, 0.50, new Interval(0.43, 0.57))
        );
}
