using AethergenAI.Cards.Analysis;
using AethergenAI.Core.Tests.Statistics;
using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Designs;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Cards.Analysis;

/// <summary>
/// How often a card claims what is not so, where the truth is known. Repeats split the same rows: a value is the cell's
/// truth, what this sample of rows does to the cell (variance 3/7), and noise (variance 1), as the analysis assumes.
/// With 2,000 experiments four standard errors of a rate of 5 % are 4·√(.05·.95/2,000) = .0195.
/// </summary>
[Trait("Speed", "Slow")]
public class ErrorRateTests
{
    private const string Measure = "utility.ratio";

    private const double Overlap = 3 / 7.0;

    private const int Experiments = 2_000;

    private const double MaxRate = 0.05 + 0.0195;

    /// <summary>Of whole analyses, which take milliseconds: 4·√(.05·.95/400) = .044.</summary>
    private const int Few = 400;

    private const double MaxRateOfFew = 0.05 + 0.044;

    [Theory]
    [InlineData(2, 5)]
    [InlineData(5, 3)]
    [InlineData(10, 5)]
    public void No_cell_is_called_the_best_of_equal_ones_in_more_than_a_twentieth(int cells, int repeats)
    {
        var recipe = AnovaTests.Factors(("a", cells)) with { Repeats = repeats };
        Assert.InRange(Rate(recipe, _ => 0, values => MayBeBest(Ranked(recipe, values)).Length == 1), 0, MaxRate);
    }

    // Cell 1 is the best by half a standard deviation. It is ruled out in at most 2.5 %, with four standard errors
    // 4·√(.025·.975/2,000) = .014.
    [Fact]
    public void The_best_cell_is_rarely_ruled_out()
    {
        var recipe = AnovaTests.Factors(("a", 6)) with { Repeats = 5 };
        Assert.InRange(
            Rate(recipe, cell => cell == 1 ? 0.5 : 0, values => !MayBeBest(Ranked(recipe, values)).Contains(1)),
            0,
            0.025 + 0.014
        );
    }

    // Eight equal cells; after 2 and 4 of 8 repeats the worse half is given up. Ranked by all its repeats, a cell that
    // was given up came first in 24 %.
    [Fact]
    public void No_cell_that_was_given_up_is_the_best_and_none_is_called_so_wrongly()
    {
        var recipe = AnovaTests.Factors(("a", 8)) with { Repeats = 8, EarlyStop = new EarlyStopSettings() };
        int givenUp = 0;
        double wrong = Rate(
            recipe,
            _ => 0,
            values =>
            {
                var stopped = new List<int>();
                foreach (int rung in SuccessiveHalving.Rungs(recipe))
                {
                    var now = SuccessiveHalving.Stop(
                        recipe,
                        1,
                        RunAnalyzerTests.Outcomes([.. values.Select(cell => cell[..rung])], Measure),
                        rung,
                        stopped
                    );
                    foreach (var cell in now)
                    {
                        Array.Fill(values[cell.Cell - 1], double.NaN, rung, 8 - rung);
                        stopped.Add(cell.Cell);
                    }
                }

                var ranking = Ranked(recipe, values, stopped);
                givenUp += stopped.Contains(ranking.Cells[0].Cell) ? 1 : 0;
                return MayBeBest(ranking).Length == 1;
            }
        );

        Assert.Equal(0, givenUp);
        Assert.InRange(wrong, 0, MaxRate);
    }

    [Fact]
    public void Noise_has_no_shares_in_more_than_a_twentieth()
    {
        var recipe = AnovaTests.Factors(("a", 2), ("b", 3)) with { Repeats = 5 };
        Assert.InRange(Rate(recipe, _ => 0, values => Shares(recipe, values).Count > 0, Few), 0, MaxRateOfFew);
    }

    // Factor a explains all; b, crossed with it, nothing.
    [Fact]
    public void A_factor_without_effect_has_a_share_from_0()
    {
        var recipe = AnovaTests.Factors(("a", 2), ("b", 3)) with { Repeats = 5 };
        Assert.InRange(
            Rate(
                recipe,
                cell => cell <= 3 ? 0 : 6,
                values => Shares(recipe, values).Any(share => share is { Factor: "b", Interval.Low: > 0 }),
                Few
            ),
            0,
            MaxRateOfFew
        );
    }

    // An effect of the mean over two data sets that have opposite effects is claimed in no more than a twentieth.
    [Fact]
    public void Opposite_effects_on_two_data_sets_are_no_effect()
    {
        var random = new RandomStream(3);
        int claimed = 0;
        for (int experiment = 0; experiment < Experiments; experiment++)
        {
            var outcomes = new List<TrialOutcome>();
            foreach (var (cell, block) in from cell in new[] { 1, 2 } from block in new[] { 1, 2 } select (cell, block))
            {
                double truth = cell == block ? 1 : -1;
                double[] drawn = Drawn(1, 5, _ => truth, ref random)[0];
                outcomes.AddRange(
                    drawn.Select((value, at) => new TrialOutcome(cell, block, at + 1, Dictionary(value)))
                );
            }
            var values = new RepeatedMeasure(2, 2, 5, outcomes, Measure) { Overlap = Overlap };
            claimed += PairedComparison.Of(values, 2, 1).P <= 0.05 ? 1 : 0;
        }

        Assert.InRange(claimed / (double)Experiments, 0, MaxRate);

        static Dictionary<string, double> Dictionary(double value) => new() { [Measure] = value };
    }

    // A pilot of 6 repeats says how many it takes; as many are then run, corrected with Holm over all comparisons, of
    // which the first alone has a difference. The promise is .80. Repeats that share rows need a larger difference.
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(5, 0, 1)]
    [InlineData(11, 0, 1)]
    [InlineData(5, 0.1, 2.5)]
    public void As_many_repeats_as_are_promised_to_suffice_do(int comparisons, double overlap, double difference)
    {
        var recipe = AnovaTests.Factors(("a", comparisons + 1)) with { Repeats = 6 };
        var design = DesignCells.Of(recipe);
        var random = new RandomStream((ulong)comparisons);
        int promised = 0,
            found = 0;
        for (int experiment = 0; experiment < 300; experiment++)
        {
            var pilot = Repeated(Drawn(comparisons + 1, 6, _ => 0, ref random, overlap), overlap);
            if (PowerNotes.Of(pilot, design, difference, comparisons)!.Repeats is not { } repeats)
            {
                continue;
            }
            var run = Repeated(
                Drawn(comparisons + 1, repeats, cell => cell == 2 ? difference : 0, ref random, overlap),
                overlap
            );
            double[] p =
            [
                .. Enumerable
                    .Range(2, comparisons)
                    .Select(cell => PairedTest.P(run.Differences(cell, 1), overlap)!.Value),
            ];
            promised++;
            found += Multiplicity.Adjust(p, Correction.Holm)[0] <= 0.05 ? 1 : 0;
        }

        // The true power is some .88, for most pilots overstate the noise: with 300 experiments four standard errors
        // below it are 4·√(.88·.12/300) = .075.
        Assert.True(promised >= 200 && found >= 0.80 * promised, $"{found} of {promised}");
    }

    private static double Rate(
        Recipe recipe,
        Func<int, double> truth,
        Func<double[][], bool> isWrong,
        int experiments = Experiments
    )
    {
        var random = new RandomStream((ulong)recipe.Repeats);
        int cells = DesignCells.Of(recipe).Cells.Count,
            wrong = 0;
        for (int experiment = 0; experiment < experiments; experiment++)
        {
            wrong += isWrong(Drawn(cells, recipe.Repeats, truth, ref random)) ? 1 : 0;
        }
        return wrong / (double)experiments;
    }

    private static int[] MayBeBest(Ranking ranking) =>
        [.. ranking.Cells.Where(cell => cell.MayBeBest).Select(cell => cell.Cell)];

    private static Ranking Ranked(Recipe recipe, double[][] values, IReadOnlyCollection<int>? stopped = null)
    {
        var measure = Repeated(values, Overlap);
        return CellRanking.Of(
            recipe,
            new ObjectiveSettings(Measure),
            1,
            new Dictionary<string, RepeatedMeasure> { [Measure] = measure },
            [.. Enumerable.Range(1, values.Length)],
            stopped ?? []
        );
    }

    private static RepeatedMeasure Repeated(double[][] values, double overlap) =>
        new(values.Length, 1, values[0].Length, RunAnalyzerTests.Outcomes(values, Measure), Measure)
        {
            Overlap = overlap,
        };

    private static IReadOnlyList<ExplainedShare> Shares(Recipe recipe, double[][] values) =>
        RunAnalyzer.Of(recipe, RunAnalyzerTests.Outcomes(values, Measure), default).Measures.Single().Shares;

    private static double[][] Drawn(
        int cells,
        int repeats,
        Func<int, double> truth,
        ref RandomStream random,
        double overlap = Overlap
    )
    {
        var values = new double[cells][];
        for (int cell = 0; cell < cells; cell++)
        {
            double mean = truth(cell + 1) + (Math.Sqrt(overlap) * PairedTestTests.Normal(ref random));
            values[cell] = new double[repeats];
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                values[cell][repeat] = mean + PairedTestTests.Normal(ref random);
            }
        }
        return values;
    }
}
