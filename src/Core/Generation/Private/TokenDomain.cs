using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Privacy;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>The tokens of a column and their meaning. They depend on no private row, or were paid for.</summary>
internal abstract record TokenDomain
{
    /// <summary>A column with more steps than this between minimum and maximum needs bins.</summary>
    internal const int MaxSteps = 256;

    /// <summary>The domain that the schema declares public; null if the declaration is incomplete.</summary>
    /// <exception cref="RefusedException">The declared domain is empty.</exception>
    internal static TokenDomain? Public(Column column)
    {
        // A boolean's two texts describe how a file is written, like a date's format.
        if (column is BooleanColumn boolean)
        {
            return new LevelDomain([boolean.FalseText, boolean.TrueText], Ordered: true);
        }
        if (column is TextColumn { Redacted: { } text })
        {
            return new LevelDomain([text], Ordered: false);
        }
        if (column.Domain != ColumnDomain.Public)
        {
            return null;
        }
        if (column is CategoricalColumn categorical)
        {
            return new LevelDomain(categorical.Levels, categorical.Ordered);
        }
        if (column is IntegerColumn { Values: { } whole })
        {
            return NumberDomain.OfValues(whole, 1);
        }
        if (column is DecimalColumn { Values: { } listed } real)
        {
            return NumberDomain.OfValues(listed, real.Step);
        }
        if (Edges(column) is { } edges)
        {
            return NumberDomain.OfEdges(column, edges);
        }
        var (min, max) = ColumnBounds.Declared(column);
        return min is { } low && max is { } high && Step(column) is { } step && (high - low) / step < MaxSteps
            ? NumberDomain.OfSteps(column, low, high, step)
            : null;
    }

    /// <summary>The step of a column's values, as far as it is public; null: continuous.</summary>
    internal static double? Step(Column column) =>
        column switch
        {
            IntegerColumn or DateColumn or DateTimeColumn => 1,
            DecimalColumn real => real.Step,
            _ => null,
        };

    /// <summary>The declared bins' edges on the number line of tables; null where there are none.</summary>
    private static double[]? Edges(Column column) =>
        column switch
        {
            IntegerColumn { Bins: { } edges } => [.. edges],
            DecimalColumn { Bins: { } edges } => [.. edges],
            DateColumn { Bins: { } edges } => [.. edges.Select(day => (double)day.DayNumber)],
            DateTimeColumn { Bins: { } edges } =>
            [
                .. edges.Select(moment => (moment - DateTime.UnixEpoch).TotalSeconds),
            ],
            _ => null,
        };
}

/// <param name="Other">The level for every value that is not listed; null: there is none.</param>
internal sealed record LevelDomain(IReadOnlyList<string> Levels, bool Ordered, string? Other = null) : TokenDomain
{
    /// <summary>A level that is not listed counts as its nearest ancestor that is.</summary>
    internal LevelHierarchy? Hierarchy { get; init; }
}

/// <param name="Low">The smallest value in the domain.</param>
/// <param name="High">The largest value in the domain.</param>
internal sealed record NumberDomain(NumberScale Scale, double Low, double High) : TokenDomain
{
    /// <summary>One bin per pair of neighbouring edges, limited to the column's minimum and maximum.</summary>
    internal static NumberDomain OfEdges(Column column, double[] edges)
    {
        var (min, max) = ColumnBounds.Declared(column);
        double? step = Step(column);
        var cells = new List<double[]>();
        for (int bin = 0; bin + 1 < edges.Length; bin++)
        {
            double low = Math.Max(edges[bin], min ?? edges[bin]),
                high = Math.Min(edges[bin + 1], max ?? edges[bin + 1]);
            if (step is { } width)
            {
                low = NumberDecoder.Up(low, width);
                high = NumberDecoder.Down(high, width);
                // Half-open, except for the last bin.
                if (high >= edges[bin + 1] && bin + 2 < edges.Length)
                {
                    high = NumberScale.Round(high - width, width);
                }
            }

            if (low < high)
            {
                cells.Add([low, high]);
            }
            else if (low == high && (step is not null || cells.Count == 0))
            {
                cells.Add([low]);
            }
        }

        if (cells.Count == 0)
        {
            throw PrivacyRefusals.EmptyDomain(column.Name);
        }
        return new NumberDomain(
            new NumberScale(cells, step),
            Math.Max(edges[0], min ?? edges[0]),
            Math.Min(edges[^1], max ?? edges[^1])
        );
    }

    /// <summary>A token for each listed value; others count as the nearest.</summary>
    internal static NumberDomain OfValues(IReadOnlyList<double> values, double? step) =>
        new(new NumberScale([.. values.Select(value => (double[])[value])], step), values[0], values[^1]);

    /// <summary>A token for each value.</summary>
    internal static NumberDomain OfSteps(Column column, double low, double high, double step)
    {
        double first = NumberDecoder.Up(low, step),
            last = NumberDecoder.Down(high, step);
        if (first > last)
        {
            throw PrivacyRefusals.EmptyDomain(column.Name);
        }
        int count = (int)Math.Round((last - first) / step) + 1;
        double[][] cells =
        [
            .. Enumerable.Range(0, count).Select(i => (double[])[NumberScale.Round(first + (i * step), step)]),
        ];
        return new NumberDomain(new NumberScale(cells, step), first, last);
    }
}
