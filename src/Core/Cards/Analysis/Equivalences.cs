using System.Globalization;
using AethergenAI.Evaluation;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Designs;
using AethergenAI.Statistics;

namespace AethergenAI.Cards.Analysis;

/// <summary>Tests the recipe's claims that something makes no difference.</summary>
internal static class Equivalences
{
    private const double Level = 0.05;

    internal static IReadOnlyList<EquivalenceResult> Of(
        IReadOnlyList<EquivalenceSettings> claims,
        IReadOnlyDictionary<string, RepeatedMeasure> repeats,
        LevelEffects levels,
        DesignCells design
    )
    {
        var results = claims
            .SelectMany(claim => One(claim, repeats.GetValueOrDefault(claim.Measure), levels, design))
            .ToList();
        var tested = results.Where(result => result.P is not null).ToList();
        double[] adjusted = Multiplicity.Adjust([.. tested.Select(result => result.P!.Value)], Correction.Holm);
        return
        [
            .. results.Select(result =>
                tested.IndexOf(result) is >= 0 and var at ? Judged(result, adjusted[at]) : result
            ),
        ];
    }

    private static IEnumerable<EquivalenceResult> One(
        EquivalenceSettings claim,
        RepeatedMeasure? values,
        LevelEffects levels,
        DesignCells design
    )
    {
        string margin = claim.Margin.ToString("0.######", CultureInfo.InvariantCulture);
        if (claim.Factor is { } factor)
        {
            var against = claim.Against ?? levels.BaselineLevel(factor);
            double[] differences = values is null
                ? []
                : levels.Differences(values, factor, claim.Level!.Value, against);
            yield return Result(
                claim,
                values?.Overlap ?? 0,
                $"{factor} {claim.Level} is within ±{margin} of {against} in {MeasureCatalogue.TitleOf(claim.Measure)}",
                differences
            );
            yield break;
        }

        for (int cell = 1; cell <= design.Cells.Count; cell++)
        {
            if (cell == design.Baseline)
            {
                continue;
            }
            yield return Result(
                claim,
                values?.Overlap ?? 0,
                $"cell {cell} is within ±{margin} of the baseline in {MeasureCatalogue.TitleOf(claim.Measure)}",
                values?.Differences(cell, design.Baseline) ?? []
            );
        }
    }

    private static EquivalenceResult Result(
        EquivalenceSettings claim,
        double overlap,
        string words,
        double[] differences
    )
    {
        if (differences.Length < 2)
        {
            double? one = differences.Length == 1 ? differences[0] : null;
            return new EquivalenceResult(
                words,
                claim.Measure,
                claim.Margin,
                one,
                null,
                null,
                null,
                EquivalenceVerdict.NotMeasured
            );
        }

        var (p, interval) = Equivalence.Test(differences, claim.Margin, overlap);
        return new EquivalenceResult(
            words,
            claim.Measure,
            claim.Margin,
            PairedTest.Moments(differences).Mean,
            interval,
            p,
            null,
            EquivalenceVerdict.Undecided
        );
    }

    private static EquivalenceResult Judged(EquivalenceResult result, double adjusted)
    {
        bool beyond =
            result.Interval is { } interval && (interval.Low >= result.Margin || interval.High <= -result.Margin);
        var otherwise = beyond ? EquivalenceVerdict.Different : EquivalenceVerdict.Undecided;
        return result with
        {
            AdjustedP = adjusted,
            Verdict = adjusted < Level ? EquivalenceVerdict.Equivalent : otherwise,
        };
    }
}
