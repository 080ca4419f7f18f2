using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Sampling;

/// <summary>Replaces the cells of a column that repeat another one, which was made before.</summary>
/// <param name="other">The index of the other column in the schema.</param>
/// <param name="time">Whether the other column holds datetimes.</param>
/// <param name="step">The step of the column that repeats.</param>
/// <param name="bounds">Inclusive; a cell that would be outside stays as it is.</param>
/// <param name="levels">The texts of the column's codes, where it has levels; a cell whose number is none of them stays
/// as it is.</param>
/// <param name="rule">The rule that a given cell breaks which does not follow from the other column.</param>
internal sealed class RepeatedColumnCells(
    RepeatedColumn repeated,
    int other,
    bool time,
    double? step,
    (double? Min, double? Max) bounds,
    IReadOnlyList<string>? levels,
    int rule
)
{
    private readonly Dictionary<double, int>? codes = levels
        ?.Select((level, code) => (Number: RepeatedColumn.WholeOf(level), code))
        .Where(level => !double.IsNaN(level.Number))
        .ToDictionary(level => level.Number, level => level.code);

    private readonly HashSet<double> except = [.. repeated.Except ?? []];

    internal void Replace(BlockState state, ReadOnlySpan<int> rows, int output)
    {
        double[] others = state.Buffer.Numbers[other];
        foreach (int row in rows)
        {
            if (repeated.Flag is { } flag && state.Tokens[(row * state.Width) + flag] == 0)
            {
                continue;
            }
            int place = row + state.Shift;
            double value = repeated.Of(others[place], time, step);
            if (double.IsNaN(value) || value < bounds.Min || value > bounds.Max || except.Contains(others[place]))
            {
                continue;
            }
            if (codes is null)
            {
                state.Buffer.Numbers[output][place] = value;
            }
            else if (codes.TryGetValue(value, out int code))
            {
                state.Buffer.Codes[output][place] = code;
            }
        }
    }

    /// <summary>
    /// Marks the rows whose cell was given and is another than the one that always follows from the other column.
    /// </summary>
    internal void Hold(BlockState state, ReadOnlySpan<int> rows, int output)
    {
        if (repeated.Flag is not null)
        {
            return;
        }
        foreach (int row in rows)
        {
            int place = row + state.Shift;
            double value = repeated.Of(state.Buffer.Numbers[other][place], time, step);
            double found = levels is null
                ? state.Buffer.Numbers[output][place]
                : Given(state.Buffer.Codes[output][place]);
            if (!double.IsNaN(value) && !double.IsNaN(found) && value != found)
            {
                state.Broken[row] = rule;
            }
        }
    }

    private double Given(int code) => code < 0 ? double.NaN : RepeatedColumn.WholeOf(levels![code]);
}
