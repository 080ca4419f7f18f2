using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;

namespace AethergenAI.Generation.Conditioning;

/// <summary>
/// The tokens of given cells that are computed from a column that the row does not give: the gap between them is drawn
/// by its frequency in the seed, and the other column's tokens follow from the cell and the gap. That is exact for
/// the given cell, but independent of the other given cells. A number that stands apart leaves the other column open.
/// </summary>
internal sealed class GivenGaps
{
    private readonly Dictionary<string, ColumnEncoding> encodings;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<(GapEncoding Gap, double Value)>> open = [];

    internal GivenGaps(ModelManifest manifest)
    {
        encodings = manifest.Encodings.ToDictionary(encoding => encoding.Column, StringComparer.Ordinal);
        foreach (var gap in manifest.Encodings.OfType<GapEncoding>())
        {
            places.Add(gap.Column, places.Count);
        }
    }

    /// <summary>Random numbers per row.</summary>
    internal int Draws => open.Count > 0 ? places.Count : 0;

    /// <summary>Whether a column's cell can be given without the one that it is computed from.</summary>
    internal bool MayOpen(GapEncoding gap) => gap.Counts is not null && MayFollow(encodings[gap.Other]);

    /// <summary>Notes a given cell whose other column is not given, and gives tokens that its row may have.</summary>
    internal void Open(GapEncoding gap, double value, int row, Span<int> target)
    {
        if (!open.TryGetValue(row, out var gaps))
        {
            open.Add(row, gaps = []);
        }
        gaps.Add((gap, value));
        double[] middle = new double[places.Count];
        middle.AsSpan().Fill(0.5);
        Draw(row, middle, target);
    }

    /// <summary>Draws the gaps of a row.</summary>
    /// <param name="units">In (0, 1), <see cref="Draws"/> of them.</param>
    /// <param name="target">The row's given tokens.</param>
    internal void Draw(int row, ReadOnlySpan<double> units, Span<int> target)
    {
        if (!open.TryGetValue(row, out var gaps))
        {
            return;
        }
        var known = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (gap, value) in gaps)
        {
            Give(gap, value, units, known, target);
        }
    }

    private bool MayFollow(ColumnEncoding encoding) =>
        encoding switch
        {
            { Repeats: { Flag: null } } => false,
            NumberEncoding or CalendarEncoding => true,
            GapEncoding gap => MayOpen(gap),
            _ => false,
        };

    private void Give(
        ColumnEncoding encoding,
        double value,
        ReadOnlySpan<double> units,
        Dictionary<string, double> known,
        Span<int> target
    )
    {
        known[encoding.Column] = value;
        if (encoding.Missing is { } missing)
        {
            target[missing] = 0;
        }
        if (encoding.Repeats?.Flag is { } repeats)
        {
            target[repeats] = 0;
        }
        switch (encoding)
        {
            case NumberEncoding numbers:
                target[numbers.ModelColumn] = numbers.Scale.TokenOf(value);
                break;
            case CalendarEncoding calendar:
                GivenTokens.Of(calendar, value, target);
                break;
            case GapEncoding gap when gap.IsApart(value):
                GivenTokens.Apart(gap, value, target);
                break;
            case GapEncoding gap:
                if (!known.TryGetValue(gap.Other, out double other))
                {
                    other = Other(gap, value, units[places[gap.Column]]);
                    Give(encodings[gap.Other], other, units, known, target);
                }
                GivenTokens.Of(gap, value, other, target);
                break;
        }
    }

    /// <summary>The other column's number, by a gap that is drawn by its frequency.</summary>
    private static double Other(GapEncoding gap, double value, double unit)
    {
        double place = unit * gap.Counts!.Sum(count => (double)count);
        int token = 0;
        while (token < gap.Counts!.Count - 1 && place >= gap.Counts[token])
        {
            place -= gap.Counts[token++];
        }
        double drawn = new NumberDecoder(gap.Gap).Draw(token, Math.Clamp(place / gap.Counts[token], 1e-9, 1 - 1e-9));
        return gap.Form.OtherOf(value, drawn);
    }
}
