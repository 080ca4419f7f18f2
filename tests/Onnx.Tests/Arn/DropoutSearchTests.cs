using AethergenAI.Onnx.Arn;
using AethergenAI.Statistics;

namespace AethergenAI.Onnx.Tests.Arn;

public sealed class DropoutSearchTests
{
    private static readonly float[] Rates = [0, 0.2f, 0.4f];

    [Fact]
    public void A_rate_that_is_shown_not_to_replay_ends_the_search()
    {
        var (taken, tries) = DropoutSearch.Run(Rates, rate => Trained(rate, [3, 3, 3], rate == 0 ? 0.56 : 0.52));
        Assert.Equal(0.2, taken.Try.Dropout, 6);
        Assert.Equal(2, tries.Count);
    }

    [Fact]
    public void Dropout_rises_as_long_as_held_back_rows_are_as_likely()
    {
        var (taken, tries) = DropoutSearch.Run(Rates, rate => Trained(rate, [3, 3, 3], 0.6));
        Assert.Equal(0.4, taken.Try.Dropout, 6);
        Assert.Equal(3, tries.Count);
    }

    [Fact]
    public void A_rate_that_makes_held_back_rows_less_likely_is_not_taken()
    {
        var (taken, tries) = DropoutSearch.Run(Rates, rate =>
            Trained(rate, rate < 0.3 ? [3, 3, 3.2] : [3.4, 3.5, 3.6], 0.6)
        );
        Assert.Equal(0.2, taken.Try.Dropout, 6);
        Assert.Equal(3, tries.Count);
    }

    [Fact]
    public void A_difference_within_one_standard_error_is_none() =>
        Assert.Equal(
            0.4,
            DropoutSearch
                .Run(Rates, rate => Trained(rate, rate < 0.3 ? [3, 3, 3, 3] : [2, 4.1, 2, 4.1], 0.6))
                .Taken.Try.Dropout,
            6
        );

    private static DropoutSearch.Trained Trained(float rate, double[] losses, double high) =>
        new(
            [],
            new TrainingOutcome("cpu", rate, 1, 1, 1, 1),
            losses,
            new DropoutTry(rate, losses.Average(), 0.5, new Interval(0.45, high))
        );
}
