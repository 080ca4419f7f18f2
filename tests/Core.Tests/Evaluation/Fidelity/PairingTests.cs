using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Fidelity;

public sealed class PairingTests
{
    /// <summary>
    /// Ranks by counting, among rows that have both numbers, and Pearson's correlation of them by its definition.
    /// </summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.2, 0)]
    [InlineData(0.2, 0.4)]
    public void Spearmans_correlation_is_that_of_complete_rows(double missingLeft, double missingRight)
    {
        const int Rows = 300;
        var random = new RandomStream(7);
        double[] left = new double[Rows],
            right = new double[Rows];
        for (int row = 0; row < Rows; row++)
        {
            double x = Math.Round(20 * random.NextDouble());
            double y = x + Math.Round(30 * random.NextDouble());
            left[row] = random.NextDouble() < missingLeft ? double.NaN : x;
            right[row] = random.NextDouble() < missingRight ? double.NaN : y;
        }

        var schema = new Schema("pair", [new DecimalColumn("x"), new DecimalColumn("y")]);
        var table = new Table([
            new NumberData { Name = "x", Values = left },
            new NumberData { Name = "y", Values = right },
        ]);
        var space = FeatureSpace.Over(new EvaluationInput(schema, table, table, table));
        var sample = space.Encode(table);
        (double X, double Y)[] complete =
        [
            .. left.Zip(right).Where(pair => !double.IsNaN(pair.First) && !double.IsNaN(pair.Second)),
        ];
        double[] x0 = Ranks([.. complete.Select(pair => pair.X)]),
            y0 = Ranks([.. complete.Select(pair => pair.Y)]);
        double covariance = x0.Zip(y0, (a, b) => (a - x0.Average()) * (b - y0.Average())).Sum();
        double expected = covariance / Math.Sqrt(Squares(x0) * Squares(y0));
        Assert.Equal(expected, new Pairing(space, sample, sample).Correlation(0, 1), 1e-12);

        static double[] Ranks(double[] values) =>
            Array.ConvertAll(values, one => values.Count(v => v < one) + (0.5 * values.Count(v => v == one)));

        static double Squares(double[] values) => values.Sum(value => Math.Pow(value - values.Average(), 2));
    }
}
