using System.Text.Json;
using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Statistics;

namespace AethergenAI.Cards;

/// <summary>Compares two cards: what changed in the recipe, and what changed in the results.</summary>
/// <param name="Recipe">How the recipes differ; null where they are not available.</param>
/// <param name="Origin">Other differences that can explain the results: schema, data, code, environment.</param>
/// <param name="Answers">The answers of both cards: before and after.</param>
/// <param name="Cells">The cells whose levels both cards have, measure by measure.</param>
/// <param name="OnlyBefore">Cells whose levels are not in the second card.</param>
/// <param name="OnlyAfter">Cells whose levels are not in the first card.</param>
public sealed record CardComparison(
    IReadOnlyList<RecipeChange>? Recipe,
    IReadOnlyList<OriginChange> Origin,
    AnswerChange Answers,
    IReadOnlyList<CellChange> Cells,
    IReadOnlyList<string> OnlyBefore,
    IReadOnlyList<string> OnlyAfter
)
{
    /// <param name="recipes">The two recipes; null where they are not available.</param>
    /// <exception cref="RefusedException">A card names a trial twice.</exception>
    public static CardComparison Of(
        AblationCard before,
        AblationCard after,
        (Recipe Before, Recipe After)? recipes = null
    )
    {
        RequireDistinctTrials(before);
        RequireDistinctTrials(after);
        var pairs = before.Cells.Join(after.Cells, Key, Key, (one, other) => (Before: one, After: other)).ToList();
        string[] measures =
        [
            .. before
                .Analysis.Measures.Select(measure => measure.Name)
                .Intersect(after.Analysis.Measures.Select(measure => measure.Name))
                .OrderBy(name => name != after.Objective.Measure),
        ];
        return new CardComparison(
            recipes is { } both ? RecipeDifference.Of(both.Before, both.After) : null,
            [.. OriginChange.Of(before.Origin, after.Origin)],
            new AnswerChange(before.Answer, after.Answer),
            [
                .. from measure in measures
                from pair in pairs
                let change = CellChange.Of(before, pair.Before, after, pair.After, measure)
                where change is not null
                select change,
            ],
            [
                .. before
                    .Cells.ExceptBy(pairs.Select(pair => Key(pair.Before)), Key)
                    .Select(cell => CardText.Levels(cell.Levels)),
            ],
            [
                .. after
                    .Cells.ExceptBy(pairs.Select(pair => Key(pair.After)), Key)
                    .Select(cell => CardText.Levels(cell.Levels)),
            ]
        );
    }

    private static void RequireDistinctTrials(AblationCard card)
    {
        if (card.Trials.GroupBy(trial => (trial.Cell, trial.Block, trial.Repeat)).Any(same => same.Skip(1).Any()))
        {
            throw new RefusedException(
                RefusalKind.Invalid,
                "card.trial-twice",
                "The card has two trials of the same cell, block and repeat, so it is not clear which figures count. "
                    + "Use the card as the run wrote it."
            );
        }
    }

    private static string Key(CardCell cell) => Convert.ToHexString(CanonicalJson.Serialize(cell.Levels));
}

public sealed record AnswerChange(string Before, string After);

public sealed record OriginChange(string Name, string Before, string After)
{
    internal static IEnumerable<OriginChange> Of(CardOrigin before, CardOrigin after)
    {
        (string Name, string Before, string After)[] all =
        [
            ("recipe", before.RecipeHash, after.RecipeHash),
            ("schema", before.SchemaHash, after.SchemaHash),
            (
                "data",
                string.Join(' ', before.Datasets.Select(dataset => dataset.Sha256)),
                string.Join(' ', after.Datasets.Select(dataset => dataset.Sha256))
            ),
            ("code", before.Software, after.Software),
            (
                "environment",
                JsonSerializer.Serialize(before.Environment, Json.Options),
                JsonSerializer.Serialize(after.Environment, Json.Options)
            ),
        ];
        return all.Where(entry => entry.Before != entry.After)
            .Select(entry => new OriginChange(entry.Name, entry.Before, entry.After));
    }
}

/// <param name="Interval">The 95 % interval of the change: Welch's where the trials of the cards are independent,
/// paired where they had the same random seeds; null below two repeats.</param>
/// <param name="Paired">Whether the repeats of both cards had the same random seeds
/// and are compared one by one.</param>
/// <param name="Identical">Whether every repeat has exactly the same value.</param>
public sealed record CellChange(
    string Measure,
    int CellBefore,
    int CellAfter,
    double Before,
    double After,
    double Change,
    Interval? Interval,
    bool Paired,
    bool Identical
)
{
    internal static CellChange? Of(
        AblationCard before,
        CardCell one,
        AblationCard after,
        CardCell other,
        string measure
    )
    {
        var (left, right) = (Values(before, one.Cell, measure), Values(after, other.Cell, measure));
        if (left.Count == 0 || right.Count == 0)
        {
            return null;
        }

        double[] x = [.. left.Values],
            y = [.. right.Values];
        // With the same data and the same first seed, a repeat has the same split in both cards.
        bool paired =
            before
                .Origin.Datasets.Select(dataset => dataset.Sha256)
                .SequenceEqual(after.Origin.Datasets.Select(dataset => dataset.Sha256))
            && before.Origin.FirstSeed == after.Origin.FirstSeed;
        double[] differences = [.. left.Keys.Intersect(right.Keys).Select(key => right[key] - left[key])];
        var (meanBefore, meanAfter) = (PairedTest.Moments(x).Mean, PairedTest.Moments(y).Mean);
        bool usePairs = paired && differences.Length > 0;
        var (overlapBefore, overlapAfter) = (before.Analysis.Overlap, after.Analysis.Overlap);
        return new CellChange(
            measure,
            one.Cell,
            other.Cell,
            meanBefore,
            meanAfter,
            usePairs ? PairedTest.Moments(differences).Mean : meanAfter - meanBefore,
            usePairs
                ? PairedTest.Interval95(differences, Math.Max(overlapBefore, overlapAfter)).Interval
                : Welch.Interval95(x, y, (overlapBefore, overlapAfter)),
            usePairs,
            differences.Length == left.Count
                && left.Count == right.Count
                && differences.All(difference => difference == 0)
        );
    }

    private static Dictionary<(int, int), double> Values(AblationCard card, int cell, string measure) =>
        card
            .Trials.Where(trial => trial.Cell == cell && trial.Failure is null)
            .Select(trial => (trial, value: Value(trial, measure)))
            .Where(pair => pair.value is not null)
            .ToDictionary(pair => (pair.trial.Block, pair.trial.Repeat), pair => pair.value!.Value);

    private static double? Value(TrialSummary trial, string measure) =>
        CardWriter.Measures(trial).TryGetValue(measure, out double value) ? value : null;
}
