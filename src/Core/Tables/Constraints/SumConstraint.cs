namespace AethergenAI.Tables.Constraints;

/// <summary>The addends sum to the total exactly (decimals: within half a step).</summary>
public sealed record SumConstraint(IReadOnlyList<string> Addends, string Total) : Constraint
{
    /// <summary>
    /// The tolerance for rounding, as a share of |addend₁| + … + |total|:
    /// each number and each addition is off by at most half of its last bit.
    /// </summary>
    private const double Rounding = 1e-12;

    internal static readonly ConstraintDescription Description = new(
        KindOf<SumConstraint>(),
        "Columns add up to another",
        "In every row, the total is the sum of the columns to add.",
        [
            ConstraintField.List<SumConstraint>("addends", "Columns to add", 2, ColumnKinds.Numbers, sum =>
                sum.Addends
            ),
            ConstraintField.One<SumConstraint>("total", "Total", ColumnKinds.Numbers, sum => sum.Total),
        ]
    )
    {
        ComparesValues = true,
    };

    internal override ConstraintDescription KindDescription => Description;

    internal override bool OneRowTells => true;

    internal override bool GivesColumnsAway => true;

    public override string Sentence() => $"{string.Join(" + ", Addends.Select(addend => $"'{addend}'"))} = '{Total}'";

    internal override string? Contradiction(IReadOnlyDictionary<string, Column> columns, IReadOnlyList<Constraint> all)
    {
        if (InCircle(all.OfType<SumConstraint>()))
        {
            return $"'{Total}' would be an addend of itself, because of other sums.";
        }
        Bounds[] addends = [.. Addends.Select(addend => Bounds.Of(columns[addend]))];
        Bounds total = Bounds.Of(columns[Total]);
        double tolerance = Tolerance(columns[Total]);
        double least = addends.Sum(bounds => bounds.Min),
            most = addends.Sum(bounds => bounds.Max);
        if (least > total.Max && !Holds(least, total.Max, tolerance, addends.Sum(bounds => Math.Abs(bounds.Min))))
        {
            return $"The smallest possible sum of the addends is above the largest allowed '{Total}'.";
        }
        return most < total.Min && !Holds(most, total.Min, tolerance, addends.Sum(bounds => Math.Abs(bounds.Max)))
            ? $"The largest possible sum of the addends is below the smallest allowed '{Total}'."
            : null;
    }

    internal override RowRule Rule(Schema schema, Table? seed)
    {
        double tolerance = Tolerance(schema[Total]);
        return rows =>
        {
            double[] totals = rows.Numbers(Total).Values;
            double[][] addends = [.. Addends.Select(addend => rows.Numbers(addend).Values)];
            return row =>
            {
                double sum = 0,
                    size = Math.Abs(totals[row]);
                foreach (double[] addend in addends)
                {
                    (sum, size) = (sum + addend[row], size + Math.Abs(addend[row]));
                }
                return Holds(sum, totals[row], tolerance, size);
            };
        };
    }

    /// <summary>Half a step of the total; 0 if totals are whole or continuous.</summary>
    private static double Tolerance(Column total) => total is DecimalColumn { Step: { } step } ? step / 2 : 0;

    /// <param name="tolerance">Absolute, in the total's unit.</param>
    /// <param name="size">|addend₁| + … + |total|.</param>
    /// <returns>Also true if a cell is missing (NaN).</returns>
    private static bool Holds(double sum, double total, double tolerance, double size) =>
        !(Math.Abs(sum - total) > tolerance + (Rounding * size));

    /// <summary>Whether an addend is itself a total that needs this total, directly or through its addends.</summary>
    private bool InCircle(IEnumerable<SumConstraint> all)
    {
        var below = all.ToLookup(other => other.Total, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var reached = new Stack<string>(Addends);
        while (reached.TryPop(out string? column))
        {
            if (column == Total)
            {
                return true;
            }
            if (!seen.Add(column))
            {
                continue;
            }
            foreach (string addend in below[column].SelectMany(next => next.Addends))
            {
                reached.Push(addend);
            }
        }

        return false;
    }
}
