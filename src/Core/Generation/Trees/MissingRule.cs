using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Trees;

/// <summary>
/// When a row has no cell of a model column: if any of some columns is 1 (the cell is missing, or repeats another
/// column), or if all of others are 0.
/// </summary>
/// <param name="AnyMissing">Model columns.</param>
/// <param name="AllThere">Model columns; empty: no such condition.</param>
public sealed record MissingRule(int[] AnyMissing, int[] AllThere)
{
    /// <param name="columns">The number of model columns.</param>
    /// <returns>One per model column.</returns>
    public static MissingRule[] Of(int columns, IReadOnlyList<ColumnEncoding> encodings)
    {
        var rules = new MissingRule[columns];
        Array.Fill(rules, new MissingRule([], []));
        foreach (var encoding in encodings)
        {
            int[] own = [.. new[] { encoding.Missing, encoding.Repeats?.Flag }.OfType<int>()];
            switch (encoding)
            {
                case LevelEncoding levels:
                    rules[levels.ModelColumn] = new MissingRule(own, []);
                    break;
                case NumberEncoding numbers:
                    rules[numbers.ModelColumn] = new MissingRule(own, []);
                    if (numbers.Heaps is { } heaps)
                    {
                        rules[heaps.ModelColumn] = new MissingRule(own, []);
                    }
                    break;
                case CalendarEncoding calendar:
                    foreach (var part in calendar.Parts)
                    {
                        rules[part.ModelColumn] = new MissingRule(own, []);
                    }
                    break;
                case GapEncoding gap:
                    int[] other = [.. Missing([gap.Other]), .. new[] { gap.Apart }.OfType<int>()];
                    rules[gap.ModelColumn] = new MissingRule([.. own, .. other], []);
                    if (gap.Heaps is { } multiples)
                    {
                        rules[multiples.ModelColumn] = rules[gap.ModelColumn];
                    }
                    if (gap.Fallback is { } alone)
                    {
                        rules[alone.ModelColumn] = new MissingRule(own, other);
                    }
                    break;
                case SumEncoding { Fallback: { } rest } sum:
                    rules[rest.ModelColumn] = new MissingRule(own, Missing([.. sum.Plus, .. sum.Minus]));
                    break;
            }
        }

        return rules;

        int[] Missing(IReadOnlyList<string> from) =>
            [
                .. encodings
                    .Where(encoding => from.Contains(encoding.Column))
                    .Select(encoding => encoding.Missing)
                    .OfType<int>()
                    .Distinct(),
            ];
    }

    /// <summary>The columns that must be known to apply the rule.</summary>
    internal IEnumerable<int> Needs => AnyMissing.Concat(AllThere);

    /// <param name="row">The row's tokens.</param>
    internal bool Holds(ReadOnlySpan<int> row)
    {
        foreach (int column in AnyMissing)
        {
            if (row[column] > 0)
            {
                return true;
            }
        }

        foreach (int column in AllThere)
        {
            if (row[column] > 0)
            {
                return false;
            }
        }

        return AllThere.Length > 0;
    }
}
