using AethergenAI.Onnx.Arn;
using AethergenAI.Statistics;

namespace AethergenAI.Onnx.Tests.Arn;

public sealed class DropoutSearchTests
{
    private static readonly float[] Rates = [0, 0.2f, 0.4f];

    [Fact]
    public void A_rate_that_is_shown_not_to_replay_ends_the_search() =>
        Assert.Equal((0.2, 2), Search(rate => Trained(rate, loss: 3 - rate, high: rate == 0 ? 0.56 : 0.52)));

    [Fact]
    public void Dropout_rises_as_long_as_held_back_rows_become_more_likely() =>
        Assert.Equal((0.4, 3), Search(rate => Trained(rate, loss: 3 - rate, high: 0.6)));

    [Fact]
    public void A_rate_that_makes_held_back_rows_less_likely_ends_the_search_and_is_not_taken() =>
        Assert.Equal((0, 2), Search(rate => Trained(rate, loss: rate == 0.2f ? 3.1 : 3 - rate, high: 0.6)));

    private static (double Taken, int Tries) Search(Func<float, DropoutSearch.Trained> train)
    {
        var (taken, tries) = DropoutSearch.Run(Rates, train);
        return (Math.Round(taken.Try.Dropout, 6), tries.Count);
    }

    private static DropoutSearch.Trained Trained(float rate, double loss, double high) =>
        new(
            [],
            new TrainingOutcome("cpu", rate, 1, 1, 1, 1),
            new DropoutTry(rate, loss, 0.5, new Interval(0.45, high))
        );
}
