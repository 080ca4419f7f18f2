using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// Could someone who knows the rest of a person's record infer a sensitive column? The attacker
/// finds the synthetic row that is nearest in the known columns and guesses its value.
/// A guess is right where the level is equal, or the number lies within a twentieth of the real rows' ranks.
/// Success on holdout rows is what statistics gives anyone; only success on seed rows beyond that is a leak.
/// Giomi et al. (2023), <see href="https://doi.org/10.56553/popets-2023-0055"/>.
/// </summary>
internal static class AttributeInference
{
    internal static readonly MeasureDescription Description = new(
        "privacy.attribute-inference",
        "Attribute inference",
        "Could someone infer a sensitive column of a person in the seed better than of anyone else?",
        "How much more often the nearest synthetic row tells a sensitive cell of a seed row than of a holdout row."
    )
    {
        Scope = IntervalScope.OthersAttacked,
        Better = Better.Lower,
        Minimum = -1,
    };

    /// <summary>The largest number of guesses over all sensitive columns together.</summary>
    private const int MaxQuestions = 100_000;

    private const int MinTargets = 2_000;
    private const float Tolerance = 0.025f;

    /// <summary>The columns whose role is sensitive; every comparable column where none is.</summary>
    public static int[] SensitiveColumns(FeatureSpace space)
    {
        int[] all = [.. Enumerable.Range(0, space.Features.Count)];
        int[] declared = [.. all.Where(f => space.Features[f].Column.Role == ColumnRole.Sensitive)];
        return declared.Length > 0 ? declared : all;
    }

    /// <param name="sensitive">The k columns to infer.</param>
    /// <param name="train">Seed rows.</param>
    /// <param name="control">Rows that the generator never saw.</param>
    /// <param name="synthetic">The rows that the attacker has.</param>
    /// <returns>The column that is inferred best, and all of them.</returns>
    public static BestOfSeveral Of(
        FeatureSpace space,
        int[] sensitive,
        float[][] train,
        float[][] control,
        float[][] synthetic,
        CancellationToken ct
    )
    {
        int most = Math.Max(MinTargets, MaxQuestions / sensitive.Length);
        float[][] targets = First(train, most),
            controls = First(control, most);
        return BestOfSeveral.Of(
            [.. sensitive.Select(column => (Guess(column, targets), Guess(column, controls)))],
            targets[0].Length > FreshNeighbours.MaxRows
                ? null
                : way => (Fresh(sensitive[way], targets, false), Fresh(sensitive[way], controls, true))
        );

        bool?[] Guess(int column, float[][] rows)
        {
            int[] known = Known(space, column);
            NearestNeighbours.Search(Of(rows, known), Of(synthetic, known), null, 1, out int[] nearest, ct);
            return Right(column, rows[column], synthetic[column], nearest);
        }

        bool?[] Fresh(int column, float[][] rows, bool own)
        {
            int[] known = Known(space, column);
            int[] nearest = FreshNeighbours.Of(Of(rows, known), Of(controls, known), own, 1, ct).Index;
            return Right(column, rows[column], controls[column], nearest);
        }

        static float[][] Of(float[][] rows, int[] columns) => Array.ConvertAll(columns, column => rows[column]);

        // Whether the guess is right; null where there is nothing to guess.
        bool?[] Right(int column, float[] truth, float[] guesses, int[] nearest)
        {
            float tolerance = space.Features[column].IsNumber ? Tolerance : 0;
            var right = new bool?[truth.Length];
            for (int i = 0; i < truth.Length; i++)
            {
                right[i] = IsMissing(space.Features[column], truth[i])
                    ? null
                    : Math.Abs(guesses[nearest[i]] - truth[i]) <= tolerance;
            }

            return right;
        }
    }

    // An attacker knows the declared quasi-identifiers; where there are none, every other column.
    private static int[] Known(FeatureSpace space, int column)
    {
        int[] others = [.. Enumerable.Range(0, space.Features.Count).Where(f => f != column)];
        int[] declared = [.. others.Where(f => space.Features[f].Column.Role == ColumnRole.QuasiIdentifier)];
        return declared.Length > 0 ? declared : others;
    }

    private static bool IsMissing(Feature feature, float cell) =>
        feature.IsNumber ? cell == NearestNeighbours.Missing : cell == feature.Cells - 1;

    private static float[][] First(float[][] points, int most) =>
        Array.ConvertAll(points, column => column[..Math.Min(most, column.Length)]);
}
