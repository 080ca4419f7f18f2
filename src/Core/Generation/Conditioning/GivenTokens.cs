using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Conditioning;

/// <summary>The tokens of a cell that is given.</summary>
internal static class GivenTokens
{
    /// <summary>Without the other column's cell, a cell counts as one that does not repeat it.</summary>
    internal static bool Repeats(
        ModelManifest manifest,
        RepeatedColumn repeated,
        ColumnEncoding encoding,
        double value,
        Table cells,
        int row
    )
    {
        if (!cells.Has(repeated.Other))
        {
            return false;
        }
        bool time = manifest.Schema[repeated.Other] is DateTimeColumn;
        double? step = encoding is NumberEncoding numbers ? numbers.Scale.Step : 1;
        return value == repeated.Of(cells.Numbers(repeated.Other).Values[row], time, step);
    }

    /// <param name="target">The row's given tokens.</param>
    internal static void Of(NumberEncoding scaled, double value, Span<int> target)
    {
        int token = scaled.Scale.TokenOf(value);
        target[scaled.ModelColumn] = token;
        if (scaled.Heaps is not { } heaps)
        {
            return;
        }
        if (scaled.Scale.Cells[token].Length == 1)
        {
            target[heaps.ModelColumn] = heaps.HasAtoms ? Heaps.AtomToken : -1;
            return;
        }
        target[heaps.ModelColumn] = Multiple(heaps, value, scaled.Scale.Precision);
    }

    /// <summary>The tokens of a cell that the fallback makes.</summary>
    /// <param name="target">The row's given tokens.</param>
    internal static void Apart(GapEncoding gap, double value, Span<int> target)
    {
        target[gap.Apart!.Value] = 1;
        target[gap.Fallback!.ModelColumn] = gap.Fallback.Scale.TokenOf(value);
    }

    /// <param name="other">The cell that the gap is measured from.</param>
    /// <param name="target">The row's given tokens.</param>
    internal static void Of(GapEncoding gap, double value, double other, Span<int> target)
    {
        if (gap.IsApart(value) || (gap is { IsRatio: true, Apart: not null } && !(other > 0)))
        {
            Apart(gap, value, target);
            return;
        }
        if (gap.Apart is { } flag)
        {
            target[flag] = 0;
        }
        target[gap.ModelColumn] = gap.Gap.TokenOf(gap.Form.GapOf(value, gap.From(other)));
        if (gap.Heaps is { } heaps)
        {
            target[heaps.ModelColumn] = Multiple(heaps, value, gap.Precision);
        }
    }

    /// <param name="target">The row's given tokens.</param>
    internal static void Of(CalendarEncoding calendar, double value, Span<int> target)
    {
        Span<double> pieces = stackalloc double[calendar.Parts.Count];
        CalendarParts.Cut(value, calendar.Origin, CalendarParts.Steps(calendar), pieces);
        foreach (var (part, piece) in calendar.Parts.Zip(pieces.ToArray()))
        {
            target[part.ModelColumn] = part.Scale.TokenOf(piece);
        }
    }

    /// <returns>−1, which leaves it open, for a number on no multiple where the seed has none such.</returns>
    private static int Multiple(Heaps heaps, double value, Precision precision)
    {
        int heap = heaps.TokenOf(value, precision);
        return heap >= heaps.FirstStep || heaps.HasOthers ? heap : -1;
    }
}
