using AethergenAI.Generation.Encodings;
using AethergenAI.Onnx.Graphs;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Onnx.Arn;

/// <summary>
/// An inequality between two numeric model columns, applied to their classes: when the later column is drawn, classes
/// that would certainly break it are excluded.
/// </summary>
/// <param name="Low">The model column with the smaller values.</param>
/// <param name="Lows">The least value of each class of the smaller column.</param>
/// <param name="Highs">The greatest value of each class of the larger column.</param>
internal sealed record TokenRule(
    int Low,
    int High,
    bool Strict,
    IReadOnlyList<double> Lows,
    IReadOnlyList<double> Highs
)
{
    /// <summary>Added to the logit of an excluded class.</summary>
    private const float Never = -1e9f;

    /// <summary>The rules for the schema's constraints that the model columns do not already guarantee.</summary>
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
    /// For each class of the earlier column (and last for no class) the numbers to add to the logits of the later
    /// column.
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

    /// <summary>The model column that determines a numeric column's value, at least roughly.</summary>
    /// <param name="Min">A cell's least value plus this is a lower bound of the numeric column.</param>
    /// <param name="Max">A cell's greatest value plus this is an upper bound of the numeric column.</param>
    private sealed record Line(string Column, int ModelColumn, NumberScale Scale, double Min, double Max)
    {
        internal static Line? Of(ColumnEncoding encoding)
        {
            switch (encoding)
            {
                case NumberEncoding numbers:
                    return new Line(numbers.Column, numbers.ModelColumn, numbers.Scale, 0, 0);
                case CalendarEncoding calendar:
                    // Finer parts add less than one period, and a value may be moved by one period into the bounds.
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
