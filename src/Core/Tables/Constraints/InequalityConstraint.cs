namespace AethergenAI.Tables.Constraints;

/// <summary>
/// <c>Low ≤ High</c>, or <c>Low &lt; High</c> if strict, between two numeric, two date or two datetime columns.
/// </summary>
public sealed record InequalityConstraint(string Low, string High, bool Strict = false) : Constraint
{
    private static readonly IReadOnlyList<IReadOnlyList<string>> Ordered =
    [
        ColumnKinds.Numbers,
        [ColumnKinds.Of<DateColumn>()],
        [ColumnKinds.Of<DateTimeColumn>()],
    ];

    internal static readonly ConstraintDescription Description = new(
        KindOf<InequalityConstraint>(),
        "One column is at most as large as another",
        "In every row, the lesser column is at most as large as the greater one, or as late.",
        [
            ConstraintField.One<InequalityConstraint>(
                "low",
                "Lesser column",
                [.. Ordered.SelectMany(kinds => kinds)],
                inequality => inequality.Low
            ),
            ConstraintField.One<InequalityConstraint>(
                "high",
                "Greater column",
                [.. Ordered.SelectMany(kinds => kinds)],
                inequality => inequality.High
            ),
        ]
    )
    {
        Together = Ordered,
        ComparesValues = true,
        Flags = [new("strict", "Strictly greater: equal values are not allowed", Default: false)],
    };

    internal override ConstraintDescription KindDescription => Description;

    internal override bool OneRowTells => true;

    internal override bool GivesColumnsAway => false;

    public override string Sentence() => $"'{Low}' {(Strict ? '<' : '≤')} '{High}'";

    internal override string? Contradiction(IReadOnlyDictionary<string, Column> columns, IReadOnlyList<Constraint> all)
    {
        if (InStrictCircle(all.OfType<InequalityConstraint>()))
        {
            return $"'{Low}' would have to be below itself, because of other inequalities.";
        }
        double least = Bounds.Of(columns[Low]).Min,
            most = Bounds.Of(columns[High]).Max;
        return least > most || (Strict && least == most) ? $"The bounds put every '{Low}' above every '{High}'." : null;
    }

    internal override RowRule Rule(Schema schema, Table? seed) =>
        rows =>
        {
            double[] low = rows.Numbers(Low).Values,
                high = rows.Numbers(High).Values;
            // Written so that a missing cell (NaN) satisfies it.
            return Strict ? row => !(low[row] >= high[row]) : row => !(low[row] > high[row]);
        };

    internal static bool Comparable(Column low, Column high) => Description.GoTogether([low, high]);

    /// <summary>
    /// Whether inequalities lead from the high column back to the low one,
    /// and at least one of them or this one is strict.
    /// </summary>
    private bool InStrictCircle(IEnumerable<InequalityConstraint> all)
    {
        var above = all.ToLookup(other => other.Low, StringComparer.Ordinal);
        var seen = new HashSet<(string, bool)>();
        var reached = new Stack<(string Column, bool Strict)>([(High, Strict)]);
        while (reached.TryPop(out var at))
        {
            if (at.Column == Low && at.Strict)
            {
                return true;
            }
            if (!seen.Add(at))
            {
                continue;
            }
            foreach (InequalityConstraint next in above[at.Column])
            {
                reached.Push((next.High, at.Strict || next.Strict));
            }
        }

        return false;
    }
}
