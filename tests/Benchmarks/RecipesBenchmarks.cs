using System.Diagnostics;
using System.Text.Json;
using AethergenAI.Cards.Analysis;
using AethergenAI.Recipes;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Benchmarks;

internal static class RecipesBenchmarks
{
    public static IEnumerable<Benchmark> All =>
        [
            new("recipes/analysis-1000-trials-10-measures", "s", ct => Task.FromResult(Seconds([4, 5, 5], 10, ct)))
            {
                AtMost = 2,
            },
            new("recipes/analysis-1000-trials-bootstrap", "s", ct => Task.FromResult(Seconds([3, 11], 30, ct)))
            {
                AtMost = 2,
            },
            new("recipes/analysis-1000-trials-7-factors", "s", ct =>
                Task.FromResult(Seconds([2, 2, 2, 2, 2, 2, 2], 7, ct))
            )
            {
                AtMost = 2,
            },
        ];

    private static double Seconds(int[] levels, int repeats, CancellationToken ct)
    {
        var recipe = new Recipe
        {
            Name = "benchmark",
            Data = new RecipeData("a.csv"),
            Factors = levels
                .Select((count, at) => (Name: $"f{at}", Count: count))
                .ToDictionary(
                    factor => factor.Name,
                    factor =>
                        (IReadOnlyList<JsonElement>)
                            [
                                .. Enumerable
                                    .Range(0, factor.Count)
                                    .Select(level => JsonSerializer.SerializeToElement(level)),
                            ]
                ),
            Repeats = repeats,
        };
        var random = new RandomStream(1);
        int cells = levels.Aggregate(1, (product, count) => product * count);
        List<TrialOutcome> outcomes = [];
        for (int cell = 1; cell <= cells; cell++)
        {
            for (int repeat = 1; repeat <= repeats; repeat++)
            {
                var measures = new Dictionary<string, double>(StringComparer.Ordinal);
                for (int measure = 0; measure < 10; measure++)
                {
                    measures[
                        measure switch
                        {
                            0 => "utility.ratio",
                            1 => "privacy.membership-inference",
                            2 => "cost.cpu-seconds",
                            _ => $"fidelity.m{measure}",
                        }
                    ] = random.NextDouble() + (0.001 * cell);
                }
                outcomes.Add(new TrialOutcome(cell, 1, repeat, measures));
            }
        }

        RunAnalyzer.Of(recipe, [.. outcomes.Take(2 * repeats)], ct);
        long begin = Stopwatch.GetTimestamp();
        RunAnalyzer.Of(recipe, outcomes, ct);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
