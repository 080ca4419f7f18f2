using AethergenAI.Evaluation.Attacks;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

/// <summary>
/// Warnings about columns in doubt and an unusual synthetic table, in words that reveal no cell. The table is
/// evaluated anyway.
/// </summary>
internal static class InputWarnings
{
    private const int FewRows = 100;

    public static IReadOnlyList<string> Of(EvaluationInput input, FeatureSpace space)
    {
        var warnings = new List<string>(ColumnDoubts.Of(input.Schema));
        int rows = input.Synthetic.RowCount;
        if (rows < FewRows)
        {
            warnings.Add(
                $"The synthetic table has only {Counts.Of(rows, "row")}: intervals are wide, and some measures "
                    + "need more rows."
            );
        }
        warnings.AddRange(IdentityReplay.ByChance(input));
        foreach (var feature in space.Features)
        {
            int missing = Missing(input.Synthetic[feature.Name]);
            if (missing == rows && Missing(input.Train[feature.Name]) < input.Train.RowCount)
            {
                warnings.Add($"Column '{feature.Name}' is missing in every synthetic row, but not in every real row.");
            }

            if (feature.IsNumber)
            {
                double[] cells = input.Synthetic.Numbers(feature.Name).Values;
                int far = cells.Zip(feature.Within(cells)).Count(cell => !cell.First.Equals(cell.Second));
                if (far > 0)
                {
                    string holds = Counts.Of(far, "number");
                    warnings.Add(
                        $"Column '{feature.Name}' holds {holds} more than a million times the real range outside it; "
                            + "they are compared as if they lay at that distance."
                    );
                }
                continue;
            }
            var (levels, made) = NewLevels(input, feature.Name);
            if (levels > 0)
            {
                string which =
                    levels == 1 ? "a level that no real row has" : $"{levels:N0} levels that no real row has";
                warnings.Add(
                    $"Column '{feature.Name}' has {which}, in {(double)made / rows:P1} of the synthetic rows."
                );
            }
        }

        return warnings;
    }

    private static (int Levels, int Rows) NewLevels(EvaluationInput input, string column)
    {
        HashSet<string> real = [.. Used(input.Train.Levels(column)), .. Used(input.Holdout.Levels(column))];
        var synthetic = input.Synthetic.Levels(column);
        bool[] isNew = [.. synthetic.Levels.Select(level => !real.Contains(level))];
        int[] codes = [.. synthetic.Codes.Where(code => code >= 0 && isNew[code])];
        return (codes.Distinct().Count(), codes.Length);
    }

    private static IEnumerable<string> Used(LevelData data) =>
        data.Codes.Where(code => code >= 0).Distinct().Select(code => data.Levels[code]);

    private static int Missing(ColumnData data) => Enumerable.Range(0, data.Length).Count(data.IsMissing);
}
