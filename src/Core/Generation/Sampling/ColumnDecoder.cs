using AethergenAI.Generation.Conditioning;
using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Sampling;

/// <summary>Makes one column's cells for the requested rows of a block.</summary>
/// <param name="encoding">How the cells are made.</param>
/// <param name="output">The column's index in the schema.</param>
internal abstract class ColumnDecoder(ColumnEncoding encoding, int output)
{
    internal ColumnEncoding Encoding { get; } = encoding;

    internal int Output { get; } = output;

    /// <summary>Replaces the cells that repeat another column; null: there are none.</summary>
    internal RepeatedColumnCells? Repeats { get; set; }

    /// <summary>Moves dates to where other columns' tokens want them; null: no column repeats their parts.</summary>
    internal DateParts? Parts { get; set; }

    internal void Decode(BlockState state, ReadOnlySpan<int> rows, GivenCells? given)
    {
        Make(state, rows);
        Parts?.Fit(state, rows, given is not null);
        Repeats?.Replace(state, rows, Output);
        if (Encoding.Missing is { } indicator)
        {
            Blank(state, rows, indicator);
        }
        given?.Overlay(Output, state, rows);
        if (given is not null)
        {
            Repeats?.Hold(state, rows, Output);
        }
    }

    protected abstract void Make(BlockState state, ReadOnlySpan<int> rows);

    private void Blank(BlockState state, ReadOnlySpan<int> rows, int indicator)
    {
        foreach (int row in rows)
        {
            if (state.Tokens[(row * state.Width) + indicator] == 0)
            {
                continue;
            }
            if (state.Buffer.Numbers[Output] is { } numbers)
            {
                numbers[row + state.Shift] = double.NaN;
            }
            else if (state.Buffer.Codes[Output] is { } codes)
            {
                codes[row + state.Shift] = -1;
            }
            else
            {
                state.Buffer.Texts[Output][row + state.Shift] = null;
            }
        }
    }
}

/// <summary>A token is a level.</summary>
/// <param name="codeOf">The output code of each token.</param>
internal sealed class LevelDecoder(ColumnEncoding encoding, int output, int modelColumn, int[] codeOf)
    : ColumnDecoder(encoding, output)
{
    protected override void Make(BlockState state, ReadOnlySpan<int> rows)
    {
        int[] codes = state.Buffer.Codes[Output],
            tokens = state.Tokens;
        foreach (int row in rows)
        {
            codes[row + state.Shift] = codeOf[tokens[(row * state.Width) + modelColumn]];
        }
    }
}

/// <summary>A token is a cell of the number scale, or a value of a combination.</summary>
internal sealed class NumbersDecoder(
    ColumnEncoding encoding,
    int output,
    int modelColumn,
    NumberDecoder cells,
    int draw
) : ColumnDecoder(encoding, output)
{
    private readonly int missing = encoding is NumberEncoding { LastIsMissing: true } numbers
        ? numbers.Scale.Cells.Count
        : -1;

    private readonly HeapCells? heaps = encoding is NumberEncoding { Heaps: { } found } heaped
        ? new HeapCells(found, heaped.Scale.Precision, heaped.Scale.Cells[0][0], heaped.Scale.Cells[^1][^1])
        : null;

    protected override void Make(BlockState state, ReadOnlySpan<int> rows)
    {
        double[] numbers = state.Buffer.Numbers[Output];
        foreach (int row in rows)
        {
            numbers[row + state.Shift] = At(state, row);
        }
    }

    internal double At(BlockState state, int row)
    {
        int token = state.Tokens[(row * state.Width) + modelColumn];
        if (token == missing)
        {
            return double.NaN;
        }
        double unit = draw < 0 ? 0.5 : state.Draws[(row * state.DrawWidth) + draw];
        double value = cells.Draw(token, unit);
        return heaps?.Moved(value, cells.Knots(token), state.Tokens[(row * state.Width) + heaps.ModelColumn], unit)
            ?? value;
    }
}

/// <summary>A token is a combination; this is one column's number in it.</summary>
internal sealed class CombinationDecoder(NumberCombinationEncoding encoding, int output)
    : ColumnDecoder(encoding, output)
{
    private readonly double[] valueOf = [.. encoding.Values.Select(value => value ?? double.NaN)];

    protected override void Make(BlockState state, ReadOnlySpan<int> rows)
    {
        double[] numbers = state.Buffer.Numbers[Output];
        foreach (int row in rows)
        {
            numbers[row + state.Shift] = valueOf[state.Tokens[(row * state.Width) + encoding.ModelColumn]];
        }
    }
}

/// <summary>Every cell is missing.</summary>
internal sealed class MissingDecoder(MissingEncoding encoding, int output) : ColumnDecoder(encoding, output)
{
    protected override void Make(BlockState state, ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            if (encoding.Number)
            {
                state.Buffer.Numbers[Output][row + state.Shift] = double.NaN;
            }
            else
            {
                state.Buffer.Codes[Output][row + state.Shift] = -1;
            }
        }
    }
}
