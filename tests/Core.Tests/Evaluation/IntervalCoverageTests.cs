using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Collapse;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Evaluation.Learning;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Evaluation;

/// <summary>
/// A 95 % interval must hold what it estimates in 95 % of repetitions. With 1,000 repetitions four standard errors
/// of that share are 4·√(.95·.05/1000) ≈ .028, so a nominal interval lies in [.922, .978];
/// where a method is conservative only the lower end is tested.
/// </summary>
[Trait("Speed", "Slow")]
public class IntervalCoverageTests
{
    private const int Repetitions = 1_000;

    [Fact]
    public void DeLongs_area() => Covers(0.922, 0.978, random =>
        {
            double[] scores = [.. Numbers(120, ref random, u => u), .. Numbers(150, ref random, u => u * u)];
            bool[] positive = [.. Enumerable.Range(0, 270).Select(i => i < 120)];
            double area = RocAuc.WithPlacements(scores, positive, out double[] placements);
            double half = SpecialFunctions.Normal975 * Math.Sqrt(RocAuc.Variance(placements, positive));
            return (area, new Interval(area - half, area + half));
        });

    // Exactly, by enumerating every outcome; averaged over shares, since coverage of a discrete count jumps from share
    // to share.
    [Fact]
    public void Wilson_on_average_and_Clopper_Pearson_always()
    {
        const int Trials = 80;
        var wilson = Enumerable.Range(0, Trials + 1).Select(k => Proportion.Wilson(k, Trials)).ToArray();
        var exact = Enumerable.Range(0, Trials + 1).Select(k => Proportion.ClopperPearson(k, Trials)).ToArray();
        double[] shares = [.. Enumerable.Range(1, 99).Select(k => k / 100.0)];
        Assert.InRange(shares.Average(share => Coverage(wilson, share)), 0.94, 0.96);
        Assert.All(shares, share => Assert.True(Coverage(exact, share) >= 0.95));

        static double Coverage(Interval[] intervals, double share) =>
            Enumerable
                .Range(0, Trials + 1)
                .Where(k => intervals[k].Low <= share && share <= intervals[k].High)
                .Sum(k => Binomial(k, share));

        static double Binomial(int k, double share) =>
            Math.Exp(
                SpecialFunctions.LogGamma(Trials + 1)
                    - SpecialFunctions.LogGamma(k + 1)
                    - SpecialFunctions.LogGamma(Trials - k + 1)
                    + (k * Math.Log(share))
                    + ((Trials - k) * Math.Log(1 - share))
            );
    }

    [Fact]
    public void Newcombes_difference() => Covers(0.922, 0.978, random =>
        {
            int first = Draw([0.8, 0.2], 150, ref random).Sum(),
                second = Draw([0.9, 0.1], 200, ref random).Sum();
            return ((first / 150.0) - (second / 200.0), Proportion.NewcombeDifference(first, 150, second, 200));
        });

    [Fact]
    public void The_area_of_a_cross_fitted_detector() =>
        Covers(
            0.906,
            0.994,
            random =>
            {
                FeatureMatrix real = Rows(120, 0, ref random),
                    other = Rows(120, 0.5, ref random);
                var found = Detection.CrossFit(Learner.Linear, real, other, random.Next(), CancellationToken.None);
                return (found.Area, found.Interval);
            },
            repetitions: 400
        ); // 4·√(.95·.05/400) = .044

    [Fact]
    public void A_detector_of_fresh_rows_rarely_finds_anything() =>
        Assert.InRange(
            Enumerable
                .Range(1, 400)
                .Count(draw =>
                {
                    var random = new RandomStream((ulong)draw * 7919);
                    FeatureMatrix real = Rows(120, 0, ref random),
                        other = Rows(120, 0, ref random);
                    var interval = Detection
                        .CrossFit(Learner.Linear, real, other, random.Next(), CancellationToken.None)
                        .Interval;
                    return interval.Low <= 0.5 && interval.High >= 0.5;
                }) / 400.0,
            0.906,
            0.994
        );

    [Fact]
    public void The_dial_rarely_alarms_on_fresh_rows()
    {
        // At most 5 % false alarms: more than 4 in 20 would have a probability of .0026.
        int alarms = Enumerable
            .Range(1, 20)
            .Count(draw =>
            {
                var estimate = CollapseRisk.Estimate(Fresh(150, (ulong)(100 + draw)), 150, 1, CancellationToken.None);
                return estimate.Dial.IsSure;
            });
        Assert.True(alarms <= 4, $"{alarms} of 20");
    }

    private static MatchedSamples Fresh(int rows, ulong seed)
    {
        var all = People.Draw(3 * rows, seed);
        var input = new EvaluationInput(
            People.Schema,
            all.First(rows),
            all.Take([.. Enumerable.Range(rows, rows)]),
            all.Take([.. Enumerable.Range(2 * rows, rows)])
        );
        var space = FeatureSpace.Over(input);
        return new MatchedSamples(
            space,
            space.Encode(input.Train),
            space.Encode(input.Holdout),
            space.Encode(input.Synthetic)
        );
    }

    /// <summary>The estimand is the figure's mean at these sizes, taken over the repetitions themselves.</summary>
    private static void Covers(
        double least,
        double most,
        Func<RandomStream, (double Value, Interval Interval)> repeat,
        int repetitions = Repetitions
    )
    {
        var drawn = Enumerable
            .Range(1, repetitions)
            .Select(seed => repeat(new RandomStream((ulong)seed * 7919)))
            .ToArray();
        double truth = drawn.Average(one => one.Value);
        Assert.InRange(
            drawn.Count(one => one.Interval.Low <= truth && truth <= one.Interval.High) / (double)repetitions,
            least,
            most
        );
    }

    private static int[] Draw(double[] shares, int rows, ref RandomStream random)
    {
        var codes = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            double u = random.NextDouble();
            while (codes[i] < shares.Length - 1 && u >= shares[codes[i]])
            {
                u -= shares[codes[i]++];
            }
        }

        return codes;
    }

    private static FeatureMatrix Rows(int rows, double shift, ref RandomStream random) =>
        new(
            rows,
            [
                new([.. Numbers(rows, ref random, u => u + shift)], null, 0),
                new([.. Numbers(rows, ref random, u => u * (1 + shift))], null, 0),
            ]
        );

    private static double[] Numbers(int rows, ref RandomStream random, Func<double, double> of)
    {
        var numbers = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            numbers[i] = of(random.NextDouble());
        }
        return numbers;
    }
}
