using AethergenAI.Generation.Encodings;
using AethergenAI.Onnx.Graphs;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Onnx.Arn;

/// <summary>
/// An inequality between two modelled columns of numbers, as far as their classes say: of the column drawn later,
/// classes that cannot hold it are left out.
/// </summary>
/// <param name="Low">The model column that is at most the other.</param>
/// <param name="Lows">The least value of each of its classes.</param>
/// <param name="Highs">The greatest value of each class of the other.</param>
internal sealed record TokenRule(
    int Low,
    int High,
    bool Strict,
    IReadOnlyList<double> Lows,
    IReadOnlyList<double> Highs
)
{
    /// <summary>Added to the logit of a class that is left out.</summary>
    private const float Never = -1e9f;

    /// <summary>Those constraints of a schema that are not held by construction.</summary>
    internal static TokenRule[] Of(EncodedSeed encoded, IReadOnlyList<ArnColumn> columns)
    {
        var lines = encoded
            .Encodings.Select(Line.Of)
            .OfType<Line>()
            .ToDictionary(line => line.Column, StringComparer.Ordinal);
        return
        [
            .. from rule in encoded.Schema.Constraints.OfType<InequalityConstraint>()
            where rule.Active && lines.ContainsKey(rule.Low) && lines.ContainsKey(rule.High)
            let low = lines[rule.Low]
            let high = lines[rule.High]
            select new TokenRule(
                low.ModelColumn,
                high.ModelColumn,
                rule.Strict,
                Ends(low, columns[low.ModelColumn], cell => cell[0] + low.Min, Math.Min),
                Ends(high, columns[high.ModelColumn], cell => cell[^1] + high.Max, Math.Max)
            ),
        ];
    }

    internal bool Allows(int low, int high) => Strict ? Lows[low] < Highs[high] : Lows[low] <= Highs[high];

    /// <summary>
    /// For each class of the column drawn before (and for none, last) what is added to the logits of the column drawn
    /// now.
    /// </summary>
    internal Node Penalties(GraphBuilder graph, bool lowIsKnown, Node known)
    {
        int rows = lowIsKnown ? Lows.Count : Highs.Count,
            count = lowIsKnown ? Highs.Count : Lows.Count;
        float[] table = new float[(rows + 1) * count];
        for (int row = 0; row < rows; row++)
        {
            for (int c = 0; c < count; c++)
            {
                if (!(lowIsKnown ? Allows(row, c) : Allows(c, row)))
                {
                    table[(row * count) + c] = Never;
                }
            }
        }

        return graph.Rows(graph.Constant(table, rows + 1, count), graph.Reshape(known, Node.Batch));
    }

    private static double[] Ends(
        Line line,
        ArnColumn column,
        Func<double[], double> end,
        Func<double, double, double> farther
    )
    {
        double?[] ends = new double?[column.ClassCount];
        for (int token = 0; token < line.Scale.Cells.Count; token++)
        {
            int at = column.Classes[token];
            double value = end(line.Scale.Cells[token]);
            ends[at] = ends[at] is { } before ? farther(before, value) : value;
        }

        return [.. ends.Select(value => value!.Value)];
    }

    /// <summary>The model column that says, at least roughly, where a column of numbers lies.</summary>
    /// <param name="Min">Added to the least value of a cell: what the column's own is then at least.</param>
    /// <param name="Max">Added to the greatest value of a cell: what the column's own is then at most.</param>
    private sealed record Line(string Column, int ModelColumn, NumberScale Scale, double Min, double Max)
    {
        internal static Line? Of(ColumnEncoding encoding)
        {
            switch (encoding)
            {
                case NumberEncoding numbers:
                    return new Line(numbers.Column, numbers.ModelColumn, numbers.Scale, 0, 0);
                case CalendarEncoding calendar:
                    // Finer parts add less than a period, and a value may be moved by one into the bounds.
                    var first = calendar.Parts[0];
                    double period = first.Scale.Step!.Value;
                    return new Line(
                        calendar.Column,
                        first.ModelColumn,
                        first.Scale,
                        calendar.Origin - period,
                        calendar.Origin + (2 * period)
                    );
                default:
                    return null;
            }
        }
    }
}
