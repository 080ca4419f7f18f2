using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Fidelity;

/// <summary>
/// A 95 % interval must hold what it estimates in 95 % of repetitions. With 1,000 repetitions four standard errors
/// of that share are 4·√(.95·.05/1000) ≈ .028, so a nominal interval lies in [.922, .978].
/// The estimand is the figure's mean over tables drawn again at these sizes,
/// taken over the repetitions themselves (its own error is 1/√1000 of an interval's standard error and is left out).
/// </summary>
[Trait("Speed", "Slow")]
public class FidelityCoverageTests
{
    private const int Repetitions = 1_000;

    private static readonly Schema Schema = new(
        "few",
        [
            new DecimalColumn("size") { Nullable = true },
            new DecimalColumn("weight") { Nullable = true },
            new CategoricalColumn("kind", ["a", "b", "c", "d"]),
        ]
    );

    private delegate Measure Figure(MatchedSamples samples, ulong seed);

    [Fact]
    public void Column_shapes() => Covers((samples, seed) => ColumnShapes.Measure(samples, seed, default).Overall);

    [Fact]
    public void The_shape_of_one_column_of_levels() => Covers((samples, seed) => Shape(samples, seed, "kind"));

    [Fact]
    public void The_shape_of_one_column_of_numbers() => Covers((samples, seed) => Shape(samples, seed, "size"));

    [Fact]
    public void Pair_trends() => Covers((samples, seed) => PairTrends.Measure(samples, seed, default).Trends);

    // A shift of one half would make kind independent of the rest, and the information of independent columns has
    // a variance in 1/n²: too wide an interval.
    [Fact]
    public void Mutual_information() =>
        Covers((samples, seed) => PairTrends.Measure(samples, seed, default).Information, rows: 640, shift: 0.25);

    [Fact]
    public void Three_way_overlap() =>
        Covers((samples, seed) => ThreeWayOverlap.Measure(samples, seed, default).Overall!);

    [Fact]
    public void Missingness_patterns() => Covers((samples, seed) => Missingness.Measure(samples, seed, default));

    // Equal distributions: |p − q| is not smooth at 0, and the interval is too wide rather than too narrow.
    [Fact]
    public void The_shape_of_a_column_that_is_right() =>
        Assert.InRange(Share((samples, seed) => Shape(samples, seed, "kind"), 0), 0.922, 1);

    private static Measure Shape(MatchedSamples samples, ulong seed, string name)
    {
        var shape = ColumnShapes.Measure(samples, seed, default).Shapes.Single(shape => shape.Column == name);
        return new Measure(name, shape.Value, shape.Interval);
    }

    private static void Covers(Figure figure, int rows = 160, double shift = 0.5) =>
        Assert.InRange(Share(figure, shift, rows), 0.922, 0.978);

    private static double Share(Figure figure, double shift, int rows = 160)
    {
        var drawn = Enumerable
            .Range(1, Repetitions)
            .AsParallel()
            .Select(draw => figure(Draw((ulong)draw * 7919, shift, rows), (ulong)draw))
            .ToArray();
        double truth = drawn.Average(one => one.Value!.Value);
        return drawn.Count(one => one.Interval!.Low <= truth && truth <= one.Interval.High) / (double)Repetitions;
    }

    private static MatchedSamples Draw(ulong seed, double shift, int rows)
    {
        var random = new RandomStream(seed);
        Table train = Rows(rows, 0, ref random),
            synthetic = Rows(rows * 3 / 4, shift, ref random);
        var space = FeatureSpace.Over(new EvaluationInput(Schema, train, train, synthetic));
        var real = space.Encode(train);
        return new MatchedSamples(space, real, real, space.Encode(synthetic));
    }

    /// <param name="shift">How far the rows are from the real ones: in shape,
    /// in relations and in what is missing.</param>
    private static Table Rows(int rows, double shift, ref RandomStream random)
    {
        double[] size = new double[rows],
            weight = new double[rows];
        var kind = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            size[i] = Math.Pow(random.NextDouble(), 1 + shift);
            weight[i] = Math.Round((size[i] * (1 - shift)) + (random.NextDouble() * (1 + shift)), 1);
            kind[i] = (int)(
                4 * Math.Pow(random.NextDouble(), 1 + shift) * Math.Pow(Math.Min(1, weight[i]), 1 - (2 * shift))
            );
            if (random.NextDouble() < 0.1 + (0.4 * shift))
            {
                size[i] = double.NaN;
            }
            if (random.NextDouble() < 0.2 - (0.2 * shift))
            {
                weight[i] = double.NaN;
            }
        }

        return new Table([
            new NumberData { Name = "size", Values = size },
            new NumberData { Name = "weight", Values = weight },
            new LevelData
            {
                Name = "kind",
                Codes = Array.ConvertAll(kind, code => Math.Min(3, code)),
                Levels = ["a", "b", "c", "d"],
            },
        ]);
    }
}
