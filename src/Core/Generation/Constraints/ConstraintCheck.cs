using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Constraints;

/// <summary>Whether a schema's active constraints name fitting columns and can hold in some row, as far as its bounds tell; asked before fitting.</summary>
public static class ConstraintCheck
{
    /// <exception cref="RefusedException">A constraint names a wrong column, or cannot hold in any row.</exception>
    public static void Satisfiable(Schema schema)
    {
        var active = schema.Constraints.Where(constraint => constraint.Active).ToList();
        foreach (var constraint in active)
        {
            foreach (string name in constraint.Columns())
            {
                if (schema.Columns.All(column => column.Name != name))
                {
                    throw GenerationRefusals.UnknownColumn(ConstraintName.Of(constraint), name);
                }
            }

            if (constraint is InequalityConstraint inequality)
            {
                Check(inequality, schema);
            }
            if (constraint is SumConstraint sum)
            {
                Check(sum, schema);
            }
        }

        foreach (var inequality in active.OfType<InequalityConstraint>())
        {
            CheckCycle(inequality, active);
        }
    }

    private static void Check(InequalityConstraint inequality, Schema schema)
    {
        string name = ConstraintName.Of(inequality);
        int kind = Kind(schema[inequality.Low]);
        if (kind < 0 || kind != Kind(schema[inequality.High]))
        {
            throw GenerationRefusals.WrongKinds(name);
        }
        double? least = ColumnBounds.Declared(schema[inequality.Low]).Min,
            most = ColumnBounds.Declared(schema[inequality.High]).Max;
        if (least > most || (inequality.Strict && least is not null && least == most))
        {
            throw GenerationRefusals.CannotHold(name, $"'{inequality.Low}' starts where '{inequality.High}' has ended");
        }
    }

    private static void Check(SumConstraint sum, Schema schema)
    {
        string name = ConstraintName.Of(sum);
        if (sum.Addends.Append(sum.Total).Any(column => Kind(schema[column]) != 0))
        {
            throw GenerationRefusals.WrongKinds(name);
        }
        if (
            sum.Addends.Contains(sum.Total, StringComparer.Ordinal)
            || sum.Addends.Distinct(StringComparer.Ordinal).Count() < sum.Addends.Count
        )
        {
            throw GenerationRefusals.CannotHold(name, "a column stands in it twice");
        }

        // A sum over an unknown bound is unknown: null carries through.
        double? least = 0,
            most = 0;
        foreach (string addend in sum.Addends)
        {
            var (min, max) = ColumnBounds.Declared(schema[addend]);
            least += min;
            most += max;
        }

        var (low, high) = ColumnBounds.Declared(schema[sum.Total]);
        double slack = SumTolerance.Of(schema[sum.Total]);
        if (least > high + slack || most < low - slack)
        {
            throw GenerationRefusals.CannotHold(name, "the addends' ranges and the total's do not meet");
        }
    }

    /// <summary>A chain of inequalities that comes back to where it began can hold only if none of them is strict.</summary>
    private static void CheckCycle(InequalityConstraint start, List<Constraint> active)
    {
        if (!start.Strict)
        {
            return;
        }
        var reached = new HashSet<string>(StringComparer.Ordinal) { start.High };
        for (int before = 0; before < reached.Count; )
        {
            before = reached.Count;
            foreach (var next in active.OfType<InequalityConstraint>().Where(next => reached.Contains(next.Low)))
            {
                reached.Add(next.High);
            }
        }

        if (reached.Contains(start.Low))
        {
            throw GenerationRefusals.CannotHold(
                ConstraintName.Of(start),
                $"other inequalities say that '{start.High}' is not above '{start.Low}'"
            );
        }
    }

    private static int Kind(Column column) =>
        column switch
        {
            IntegerColumn or DecimalColumn => 0,
            DateColumn => 1,
            DateTimeColumn => 2,
            _ => -1,
        };
}
