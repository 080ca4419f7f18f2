using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Evaluation.Fidelity;

[Trait("Speed", "Slow")]
public class NeighbourhoodTests
{
    private const int Repetitions = 400;

    private static readonly Lazy<(double[] Values, Interval[] Intervals)[]> Drawn = new(() =>
        [.. Enumerable.Range(1, Repetitions).AsParallel().AsOrdered().Select(Draw)]
    );

    [Theory]
    [InlineData(1, 40, 30)]
    [InlineData(2, 75, 51)]
    public void Depth_and_authenticity_agree_with_every_pair_looked_at(ulong seed, int realRows, int syntheticRows)
    {
        float[][] real = Points(realRows, seed, 0),
            synthetic = Points(syntheticRows, seed + 9, 0.3);
        double[] depths = Neighbourhoods.Depths(synthetic, real);
        Assert.All(Enumerable.Range(0, syntheticRows), j =>
            Assert.Equal(Enumerable.Range(0, realRows).Average(i => Distance(real, i, synthetic, j)), depths[j], 1e-6)
        );
        int authentic = Enumerable
            .Range(0, syntheticRows)
            .Count(j =>
            {
                int nearest = Enumerable.Range(0, realRows).MinBy(i => (float)Distance(real, i, synthetic, j));
                double own = Enumerable
                    .Range(0, realRows)
                    .Where(i => i != nearest)
                    .Min(i => Distance(real, i, real, nearest));
                return Distance(real, nearest, synthetic, j) > own + 1e-6;
            });
        Assert.Equal(authentic / (double)syntheticRows, Authenticity(real, synthetic), 1e-6);
    }

    [Fact]
    public void Copies_are_not_authentic_and_their_support_is_the_real_one()
    {
        float[][] real = Points(200, 3, 0);
        Assert.Equal(0, Authenticity(real, real));
        // P(α) of the rows themselves is α up to a step of 1/200.
        Assert.InRange(Neighbourhoods.AlphaPrecision(real, real), 1 - (2.0 / 200), 1);
        Assert.InRange(BetaRecall(real, real), 1 - (2.0 / 200), 1);
    }

    [Fact]
    public void Rows_at_the_centre_alone_lose_alpha_precision_and_beta_recall()
    {
        float[][] real = Points(300, 4, 0);
        int[] central =
        [
            .. Neighbourhoods
                .Depths(real, real)
                .Select((depth, at) => (depth, at))
                .OrderBy(row => row.depth)
                .Take(30)
                .Select(row => row.at),
        ];
        float[][] collapsed = MixedPoints.Take(real, [.. Enumerable.Range(0, 300).Select(i => central[i % 30])]);
        // Every synthetic row is among the innermost tenth: P(α) = 1 from α = .1 on, 1 − 2·∫(1 − α) ≈ .18.
        Assert.InRange(Neighbourhoods.AlphaPrecision(real, collapsed), 0, 0.25);
        Assert.True(BetaRecall(real, collapsed) < BetaRecall(real, Points(300, 5, 0)) - 0.2);
    }

    // 4 standard errors with 400 repetitions: 4·√(.95·.05/400) = .044.
    [Theory]
    [InlineData("precision")]
    [InlineData("recall")]
    [InlineData("coverage")]
    [InlineData("alpha-precision")]
    [InlineData("beta-recall")]
    public void The_interval_holds_its_estimand(string name) => Assert.InRange(Share(name), 0.906, 0.994);

    // A half-sample's rows have new neighbours, so figures that count neighbours vary more in it: up to √2 too wide,
    // never too narrow.
    [Theory]
    [InlineData("density")]
    [InlineData("authenticity")]
    public void The_interval_of_what_counts_neighbours_is_conservative(string name) =>
        Assert.InRange(Share(name), 0.906, 1);

    private static double Authenticity(float[][] real, float[][] synthetic)
    {
        var manifold = new Manifold(real, default);
        return Neighbourhoods.Authenticity(manifold, manifold.From(synthetic, default));
    }

    private static double BetaRecall(float[][] real, float[][] synthetic)
    {
        var manifold = new Manifold(real, default);
        return Neighbourhoods.BetaRecall(manifold, synthetic, manifold.To(synthetic, default));
    }

    private static double[] All(float[][] real, float[][] synthetic) =>
        [.. Neighbourhoods.Likeness(real, synthetic, default), Authenticity(real, synthetic)];

    private static double Share(string name)
    {
        int at = NeighbourhoodMeasures.All.Select(measure => measure.Name).ToList().IndexOf(name);
        double truth = Drawn.Value.Average(draw => draw.Values[at]);
        return Drawn.Value.Count(draw => draw.Intervals[at].Low <= truth && truth <= draw.Intervals[at].High)
            / (double)Repetitions;
    }

    private static (double[] Values, Interval[] Intervals) Draw(int seed)
    {
        float[][] real = Points(160, (ulong)seed, 0),
            synthetic = Points(160, (ulong)seed + 100_000, 0.3);
        double[] values = All(real, synthetic);
        return (
            values,
            HalfSamples.Around(
                values,
                0,
                double.PositiveInfinity,
                160,
                160,
                (ulong)seed,
                (some, others) => All(MixedPoints.Take(real, some), MixedPoints.Take(synthetic, others)),
                default
            )
        );
    }

    /// <param name="shift">The share of rows that lie where no others do; and the same share of the others' place
    /// is empty.</param>
    private static float[][] Points(int rows, ulong seed, double shift)
    {
        var random = new RandomStream(seed * 7919);
        float[] x = new float[rows],
            y = new float[rows],
            level = new float[rows];
        for (int i = 0; i < rows; i++)
        {
            bool outside = random.NextDouble() < shift;
            x[i] = (float)(shift + ((1 - shift) * random.NextDouble()));
            y[i] = (float)((0.25 * x[i]) + (0.25 * random.NextDouble()) + (outside ? 0.5 : 0));
            level[i] = random.NextInt(2);
        }

        return [x, y, level];
    }

    private static double Distance(float[][] left, int i, float[][] right, int j)
    {
        double sum = 0;
        for (int c = 0; c < left.Length; c++)
        {
            sum += Math.Min(1, Math.Abs(left[c][i] - right[c][j]));
        }
        return sum;
    }
}
