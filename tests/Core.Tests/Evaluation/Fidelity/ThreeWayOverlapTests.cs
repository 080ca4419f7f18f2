using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Fidelity;

public class ThreeWayOverlapTests
{
    [Fact]
    public void Equal_tables_overlap_wholly() =>
        Assert.Equal(1, Overlap(People.Schema, People.Draw(200, 1), People.Draw(200, 1)), 9);

    // Two coins and their sum's parity: every pair of the three is uniform in both tables, the triples share no cell.
    [Fact]
    public void A_relation_of_three_that_no_pair_shows_is_seen()
    {
        Table even = Coins(0),
            odd = Coins(1);
        Schema schema = new(
            "coins",
            [.. even.Columns.Select(column => new CategoricalColumn(column.Name, ["0", "1"]))]
        );
        Assert.Equal(0, Overlap(schema, even, odd), 9);
    }

    [Fact]
    public void Agrees_with_counting_every_cell()
    {
        Table real = People.Draw(300, 2).Without("id"),
            other = People.Shuffled(People.Draw(250, 3), 4).Without("id");
        var space = FeatureSpace.Over(new EvaluationInput(People.Schema, real, real, other));
        Sample left = space.Encode(real),
            right = space.Encode(other);
        double sum = 0;
        int triples = 0,
            count = space.Features.Count;
        for (int a = 0; a < count; a++)
        {
            for (int b = a + 1; b < count; b++)
            {
                for (int c = b + 1; c < count; c++, triples++)
                {
                    var p = Shares(left, a, b, c);
                    var q = Shares(right, a, b, c);
                    sum +=
                        p.Keys.Union(q.Keys)
                            .Sum(cell => Math.Abs(p.GetValueOrDefault(cell) - q.GetValueOrDefault(cell))) / 2;
                }
            }
        }

        Assert.Equal(1 - (sum / triples), Overlap(People.Schema, real, other), 9);
    }

    [Fact]
    public void Information_of_a_bijection_is_1_and_of_independence_about_0()
    {
        Assert.Equal(1, Association.SharedInformation([0.5, 0, 0, 0.5], 2, int.MaxValue), 6);
        Assert.Equal(0, Association.SharedInformation([0.25, 0.25, 0.25, 0.25], 2, int.MaxValue), 6);
        // I = ln 2 − H(.8, .2) nats, each side has the entropy ln 2.
        double expected = 1 + (((0.8 * Math.Log(0.8)) + (0.2 * Math.Log(0.2))) / Math.Log(2));
        Assert.Equal(expected, Association.SharedInformation([0.4, 0.1, 0.1, 0.4], 2, int.MaxValue), 6);
    }

    private static double Overlap(Schema schema, Table real, Table other)
    {
        var space = FeatureSpace.Over(new EvaluationInput(schema, real, real, other));
        Sample train = space.Encode(real);
        var samples = new MatchedSamples(space, train, train, space.Encode(other));
        return ThreeWayOverlap.Measure(samples, 1, default).Overall!.Value!.Value;
    }

    private static Dictionary<(int, int, int), double> Shares(Sample sample, int a, int b, int c) =>
        Enumerable
            .Range(0, sample.Rows)
            .GroupBy(row => (sample.Codes[a][row], sample.Codes[b][row], sample.Codes[c][row]))
            .ToDictionary(cell => cell.Key, cell => cell.Count() / (double)sample.Rows);

    private static Table Coins(int parity)
    {
        int[] first = [0, 0, 1, 1],
            second = [0, 1, 0, 1];
        int[][] coins = [first, second, [.. first.Zip(second, (x, y) => (x + y + parity) % 2)]];
        return new Table([
            .. coins.Select(
                (codes, at) =>
                    new LevelData
                    {
                        Name = $"c{at}",
                        Codes = codes,
                        Levels = ["0", "1"],
                    }
            ),
        ]);
    }
}
