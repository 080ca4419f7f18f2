using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// Splits dates and datetimes into calendar parts, and defines where the parts begin on the number line.
/// </summary>
internal static class CalendarParts
{
    /// <summary>The number of units in a day: days for dates, seconds for datetimes.</summary>
    internal static double Day(Column column) => column is DateTimeColumn ? 86_400 : 1;

    /// <summary>A Monday at midnight: 0001-01-01 is a Monday; 1970-01-01 is a Thursday.</summary>
    internal static double Origin(Column column) => column is DateTimeColumn ? -3 * 86_400 : 0;

    /// <summary>
    /// Splits a value: every part but the last is the whole multiple of its step, and the last part is the remainder.
    /// The parts and the origin sum to the value, exactly if it is a whole number.
    /// </summary>
    /// <param name="steps">The steps of all parts but the last, the coarsest first.</param>
    /// <param name="pieces">One more than there are steps; NaN if the value is NaN.</param>
    internal static void Cut(double value, double origin, ReadOnlySpan<double> steps, Span<double> pieces)
    {
        double rest = value - origin;
        for (int part = 0; part < steps.Length; part++)
        {
            pieces[part] = Math.Floor(rest / steps[part]) * steps[part];
            rest -= pieces[part];
        }

        pieces[steps.Length] = rest;
    }

    /// <summary>The steps of all parts of an encoding but the last.</summary>
    internal static double[] Steps(CalendarEncoding encoding) =>
        [.. encoding.Parts.SkipLast(1).Select(part => part.Scale.Step!.Value)];
}

/// <summary>
/// Sums the parts' draws. A sum outside the bounds is moved by one step of the first part,
/// so the fine parts stay as drawn.
/// </summary>
/// <param name="parts">Each part's model column, its cells, and the index of its draw (−1: none).</param>
internal sealed class CalendarDecoder(
    CalendarEncoding encoding,
    int output,
    (int ModelColumn, NumberDecoder Cells, int Draw)[] parts
) : ColumnDecoder(encoding, output)
{
    private readonly double period = encoding.Parts[0].Scale.Step!.Value;

    protected override void Make(BlockState state, ReadOnlySpan<int> rows)
    {
        double[] numbers = state.Buffer.Numbers[Output];
        foreach (int row in rows)
        {
            double value = encoding.Origin;
            foreach (var (modelColumn, cells, draw) in parts)
            {
                double unit = draw < 0 ? 0.5 : state.Draws[(row * state.DrawWidth) + draw];
                value += cells.Draw(state.Tokens[(row * state.Width) + modelColumn], unit);
            }

            if (value < encoding.Min)
            {
                value += period;
            }
            else if (value > encoding.Max)
            {
                value -= period;
            }
            numbers[row + state.Shift] = value;
        }
    }
}
