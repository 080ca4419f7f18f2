using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>
/// The numbers that a column could hold, as far as that is public, and the cells in which they are looked for.
/// A cell holds its lower edge and not its upper one.
/// </summary>
/// <param name="Step">Every number is a whole multiple of it; null: continuous.</param>
/// <param name="Low">The smallest possible number.</param>
/// <param name="High">The largest possible number.</param>
/// <param name="Origin">The number around which cells are small: they double in width with the distance from it.
/// </param>
internal sealed record NumberLine(double? Step, double Low, double High, double Origin = 0)
{
    /// <summary>Without a public limit, numbers are looked for up to 2⁴⁶ steps from the origin, or to 2⁴⁶ if
    /// they are continuous; those beyond count as the outermost. Continuous numbers nearer to the origin than 2⁻³²
    /// are not told apart.</summary>
    private const int MaxPower = 46,
        MinPower = -32;

    /// <summary>Below this share of their size, continuous numbers are not told apart.</summary>
    private const double Finest = 1.0 / (1L << 40);

    /// <summary>The largest edge that can be written.</summary>
    internal double End { get; init; } = double.PositiveInfinity;

    /// <summary>The line of a column: its limits are those of its kind, and those that it declares public.</summary>
    /// <returns>The line, and whether both of its ends are declared public.</returns>
    internal static (NumberLine Line, bool Declared) Of(Column column)
    {
        double? step = TokenDomain.Step(column);
        double far = Math.ScaleB(step ?? 1, MaxPower);
        var line = column switch
        {
            DateColumn => new NumberLine(
                1,
                DateOnly.MinValue.DayNumber,
                DateOnly.MaxValue.DayNumber,
                DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber
            )
            {
                End = DateOnly.MaxValue.DayNumber,
            },
            DateTimeColumn => new NumberLine(1, Seconds(DateTime.MinValue), Math.Floor(Seconds(DateTime.MaxValue)))
            {
                End = Math.Floor(Seconds(DateTime.MaxValue)),
            },
            _ => new NumberLine(step, -far, far),
        };
        if (column.Domain != ColumnDomain.Public)
        {
            return (line, false);
        }
        var (min, max) = ColumnBounds.Declared(column);
        if (step is { } width)
        {
            (min, max) = (
                min is { } low ? NumberDecoder.Up(low, width) : null,
                max is { } high ? NumberDecoder.Down(high, width) : null
            );
        }
        // A limit beyond the line's end leaves one cell at that limit.
        line = line with { Low = min ?? Math.Min(line.Low, max ?? line.Low) };
        return (line with { High = Math.Max(line.Low, max ?? line.High) }, min is not null && max is not null);
    }

    /// <summary>
    /// The edges of the first cells, ascending: the origin, and the powers of two on both sides of it, within the
    /// line.
    /// </summary>
    internal double[] Cells()
    {
        double end = After(High);
        var edges = new SortedSet<double> { Low, end };
        for (int power = Step is null ? MinPower : 0; power <= MaxPower; power++)
        {
            double size = Math.ScaleB(Step ?? 1, power);
            edges.Add(Rounded(Origin - size));
            edges.Add(Rounded(Origin + size));
        }
        edges.Add(Origin);
        return [.. edges.GetViewBetween(Low, end)];
    }

    /// <summary>The edges of a cell's parts of equal width, as far as the step allows: at least two edges.</summary>
    internal double[] Split(double low, double high, int parts)
    {
        double width = high - low,
            count = Step is { } step ? Math.Min(parts, Math.Round(width / step)) : parts;
        if (Step is null && width <= Math.Max(Math.ScaleB(1, MinPower), Math.Abs(low) * Finest))
        {
            return [low, high];
        }
        var edges = new List<double> { low };
        for (int part = 1; part < count; part++)
        {
            double edge = Rounded(low + (width * part / count));
            if (edge > edges[^1] && edge < high)
            {
                edges.Add(edge);
            }
        }

        return [.. edges, high];
    }

    /// <summary>A range with bins.</summary>
    /// <param name="min">The smallest number.</param>
    /// <param name="max">The largest number; it is a bin of its own if it is an edge.</param>
    /// <param name="inner">Edges above the smallest number and up to the largest one, ascending.</param>
    internal NumberRange Range(double min, double max, IEnumerable<double> inner)
    {
        List<double> edges = [min, .. inner];
        if (edges[^1] < max)
        {
            edges.Add(max);
        }
        else if (After(max) <= End)
        {
            edges.Add(After(max));
        }
        else if (edges.Count == 1)
        {
            edges.Insert(0, max - 1);
        }
        return new NumberRange(min, max, edges);
    }

    /// <summary>The nearest possible number to a number.</summary>
    internal double Rounded(double value) => NumberScale.Round(value, Step);

    /// <summary>The largest number of a cell with this upper edge.</summary>
    internal double Last(double edge) => Math.Min(High, Step is { } step ? Rounded(edge - step) : edge);

    /// <summary>The next number after one.</summary>
    internal double After(double value) => Step is { } step ? Rounded(value + step) : Math.BitIncrement(value);

    private static double Seconds(DateTime moment) => (moment - DateTime.UnixEpoch).TotalSeconds;
}

/// <param name="Min">The smallest number.</param>
/// <param name="Max">The largest number.</param>
/// <param name="Edges">At least two, ascending: bin i is [edge i, edge i + 1), the last one closed. Edges beyond
/// the smallest and the largest number close a bin of one number.</param>
internal sealed record NumberRange(double Min, double Max, IReadOnlyList<double> Edges);
