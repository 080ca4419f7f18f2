using AethergenAI.Generation.Encodings;
using AethergenAI.Seeding;

namespace AethergenAI.Generation.Trees;

/// <summary>
/// Makes trees for another order of columns, with given columns first, from the model alone. Columns that the model
/// draws after the last given one keep their trees, because everything these depend on is known by then.
/// The other columns get trees grown on rows that are drawn from the model itself.
/// </summary>
public static class TreesPattern
{
    /// <summary>The number of rows drawn to learn from.</summary>
    private const int Rows = 1 << 15;

    /// <param name="given">One flag per model column.</param>
    /// <returns>Trees for the columns that are not given, in the order in which they are drawn.</returns>
    public static TreesParameters For(
        TreesParameters parameters,
        ModelManifest manifest,
        IReadOnlyList<bool> given,
        CancellationToken ct
    )
    {
        var absences = MissingRule.Of(manifest.Columns.Count, manifest.Encodings);
        ColumnForest[] forests = [.. parameters.Columns];
        int head = Array.FindLastIndex(forests, forest => given[forest.Column]) + 1;
        ColumnForest[] first = [.. forests[..head].Where(forest => given[forest.Column])],
            between = [.. forests[..head].Except(first)];
        if (between.Length == 0)
        {
            return parameters with { Columns = forests[head..] };
        }

        int[][] drawn = new TokenDraw(parameters, absences).Rows(Rows, seed: 0, ct);
        int[] known = [.. first.Concat(between).Select(forest => forest.Column)];
        TokenColumn[] columns =
        [
            .. known.Select(column => new TokenColumn(
                manifest.Columns[column].Name,
                drawn[column],
                manifest.Columns[column].Tokens,
                parameters.Bins[column].Ordered
            )),
        ];
        var settings = new TreesSettings(VisitOrder.Schema, Trees: 1, MinLeaf: null, ReplayCheck: false, Seed: 0);
        // The fitted columns number the known columns from 0. Features keep the model's bins,
        // which the drawn rows might not fill.
        MissingRule[] rules = [.. known.Select(column => Local(absences[column], known))];
        FeatureBins[] bins = [.. known.Select(column => parameters.Bins[column])];
        // Drawn rows are nobody's, so their place may say which part of them a tree does not see.
        ulong[] ranks = [.. Enumerable.Range(0, drawn[0].Length).Select(row => SeedSplit.Mix((ulong)row))];
        int[] before = [.. Enumerable.Range(0, first.Length)];
        var fitted = TreesFit.Fit(columns, ranks, rules, bins, before, settings, _ => { }, ct);
        var anew = fitted.Columns.Select(forest =>
            forest with
            {
                Column = known[forest.Column],
                Features = [.. forest.Features.Select(feature => known[feature])],
            }
        );
        return parameters with { Columns = [.. anew, .. forests[head..]] };
    }

    private static MissingRule Local(MissingRule rule, int[] known) =>
        new(Places(rule.AnyMissing, known), Places(rule.AllThere, known));

    private static int[] Places(int[] columns, int[] known) =>
        [.. columns.Select(column => Array.IndexOf(known, column)).Where(place => place >= 0)];
}
