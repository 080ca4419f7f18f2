using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

/// <summary>What is odd about a synthetic table, in words that hold no cell: it is measured all the same.</summary>
internal static class InputWarnings
{
    private const int FewRows = 100;

    public static IReadOnlyList<string> Of(EvaluationInput input, FeatureSpace space)
    {
        var warnings = new List<string>();
        int rows = input.Synthetic.RowCount;
        if (rows < FewRows)
        {
            warnings.Add(
                $"The synthetic table has {rows} rows: intervals are wide, and what needs more rows is not measured."
            );
        }
        foreach (var feature in space.Features)
        {
            int missing = Missing(input.Synthetic[feature.Name]);
            if (missing == rows && Missing(input.Train[feature.Name]) < input.Train.RowCount)
            {
                warnings.Add($"Column '{feature.Name}' is missing in every synthetic row, and not in the real ones.");
            }

            if (feature.IsNumber)
            {
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
