using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Sampling;

/// <summary>A signed sum of columns that were made before.</summary>
/// <param name="rule">The rule that a sum outside its bounds breaks.</param>
internal sealed class SumDecoder(
    SumEncoding encoding,
    int output,
    int[] plus,
    int[] minus,
    NumbersDecoder? fallback,
    int rule
) : ColumnDecoder(encoding, output)
{
    private readonly double min = encoding.Min ?? double.NegativeInfinity,
        max = encoding.Max ?? double.PositiveInfinity;

    protected override void Make(BlockState state, ReadOnlySpan<int> rows)
    {
        double[][] cells = state.Buffer.Numbers;
        foreach (int row in rows)
        {
            int place = row + state.Shift;
            double sum = 0;
            foreach (int column in plus)
            {
                sum += cells[column][place];
            }
            foreach (int column in minus)
            {
                sum -= cells[column][place];
            }
            sum = double.IsNaN(sum) ? fallback?.At(state, row) ?? double.NaN : NumberScale.Round(sum, encoding.Step);
            cells[Output][place] = sum;
            if (sum < min || sum > max)
            {
                state.Broken[row] = rule;
            }
        }
    }
}

/// <summary>
/// Another column's value plus, minus or times a gap, drawn so that the result stays inside its bounds if the token
/// allows it.
/// </summary>
/// <param name="rule">The rule that is broken if the token allows no such gap.</param>
internal sealed class GapDecoder(
    GapEncoding encoding,
    int output,
    int other,
    NumberDecoder cells,
    int draw,
    NumbersDecoder? fallback,
    int rule
) : ColumnDecoder(encoding, output)
{
    private readonly double min = encoding.Min ?? double.NegativeInfinity,
        max = encoding.Max ?? double.PositiveInfinity;

    private readonly GapForm form = encoding.Form;
    private readonly Precision precision = encoding.Precision;
    private readonly HeapCells? heaps = encoding is { Heaps: { } found, Min: { } least, Max: { } most }
        ? new HeapCells(found, encoding.Precision, least, most)
        : null;

    private readonly double around = encoding.Heaps?.Steps[^1].Width ?? 0;

    protected override void Make(BlockState state, ReadOnlySpan<int> rows)
    {
        double[] numbers = state.Buffer.Numbers[Output],
            others = state.Buffer.Numbers[other];
        foreach (int row in rows)
        {
            int place = row + state.Shift;
            double from = others[place];
            bool alone =
                double.IsNaN(from) || (encoding.Apart is { } flag && state.Tokens[(row * state.Width) + flag] == 1);
            numbers[place] = alone ? fallback?.At(state, row) ?? double.NaN : Draw(state, row, from);
        }
    }

    private double Draw(BlockState state, int row, double from)
    {
        int token = state.Tokens[(row * state.Width) + encoding.ModelColumn];
        double unit = draw < 0 ? 0.5 : state.Draws[(row * state.DrawWidth) + draw];
        from = encoding.From(from);
        var (low, high) = form.Limits(from, min, max);
        double value = Rounded(form.ValueOf(from, cells.Draw(token, unit, low, high)));
        if (heaps is not null)
        {
            int heap = state.Tokens[(row * state.Width) + heaps.ModelColumn];
            value = heaps.Moved(value, [value - around, value + around], heap, unit);
        }
        // A row that breaks its rule is drawn again. Until then its cell must not be missing,
        // because a missing cell would satisfy every other rule.
        if (!(value >= min && value <= max))
        {
            state.Broken[row] = rule;
            return from;
        }

        return value;
    }

    /// <summary>To the side on which the inequality holds, unless the gap is itself a multiple of the step.</summary>
    private double Rounded(double value)
    {
        if (encoding.IsFree || (encoding.Gap.Step is not null && encoding.Digits is null))
        {
            return precision.Round(value);
        }
        if (precision.At(value) is not { } step)
        {
            return value;
        }
        return encoding.Above ? NumberDecoder.Up(value, step) : NumberDecoder.Down(value, step);
    }
}
