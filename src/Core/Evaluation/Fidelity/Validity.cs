using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>The share of rows that satisfy each column's domain and each active constraint, and all of them together.</summary>
internal static class Validity
{
    internal static readonly MeasureDescription Description = new(
        "fidelity.constraint-validity",
        "Valid rows",
        "Do the rows follow the schema?",
        "The share of synthetic rows that break no constraint and have every value in its column’s domain."
    );

    internal static readonly EvaluationStep Step = new("Checking constraints", 0.04, [Description], evaluation =>
    {
        evaluation.Rules = Measure(evaluation.Input, evaluation.NotMeasured, evaluation.Ct);
        evaluation.Overall.Add(evaluation.Rules[0]);
    });

    /// <summary>
    /// Each rule's share among all synthetic rows with its exact interval, the holdout's share as ceiling; "constraint-validity" first.
    /// </summary>
    public static IReadOnlyList<Measure> Measure(
        EvaluationInput input,
        ICollection<NotMeasured> notMeasured,
        CancellationToken ct
    )
    {
        var measures = new List<Measure>();
        var valid = AllTrue(input.Synthetic.RowCount);
        var validReal = AllTrue(input.Holdout.RowCount);
        foreach (var (name, columns, holds) in Rules(input))
        {
            ct.ThrowIfCancellationRequested();
            if (columns.FirstOrDefault(column => !Usable(input, column)) is { } lacking)
            {
                notMeasured.Add(
                    new NotMeasured(name, $"Column '{lacking}' is missing from a table, or is of another kind there.")
                );
                continue;
            }

            bool[] synthetic = holds(input.Synthetic),
                real = holds(input.Holdout);
            measures.Add(Share(name, synthetic, real));
            for (int i = 0; i < valid.Length; i++)
            {
                valid[i] &= synthetic[i];
            }
            for (int i = 0; i < validReal.Length; i++)
            {
                validReal[i] &= real[i];
            }
        }

        return [Share(Description.Name, valid, validReal), .. measures];
    }

    private static IEnumerable<(string Name, IReadOnlyList<string> Columns, Func<Table, bool[]> Holds)> Rules(
        EvaluationInput input
    )
    {
        foreach (var column in input.Schema.Columns)
        {
            yield return ($"domain of '{column.Name}'", [column.Name], table =>
                DomainValidity.Holds(column, table[column.Name])
            );
        }

        foreach (var constraint in input.Schema.Constraints.Where(constraint => constraint.Active))
        {
            switch (constraint)
            {
                case InequalityConstraint rule:
                    yield return (
                        $"'{rule.Low}' {(rule.Strict ? "<" : "≤")} '{rule.High}'",
                        [rule.Low, rule.High],
                        table => Inequality(rule, table)
                    );
                    break;
                case SumConstraint rule:
                    yield return (
                        $"{string.Join(" + ", rule.Addends.Select(Quoted))} = '{rule.Total}'",
                        [.. rule.Addends, rule.Total],
                        table => Sum(rule, input.Schema, table)
                    );
                    break;
                case CombinationsConstraint rule:
                    var seen = new HashSet<ulong>(
                        rule.Columns.All(input.Train.Has) ? RowKeys.Of(input.Train, rule.Columns) : []
                    );
                    yield return (
                        $"combinations of {string.Join(", ", rule.Columns.Select(Quoted))}",
                        rule.Columns,
                        table => Complete(table, rule.Columns, (_, key) => seen.Contains(key))
                    );
                    break;
                case UniqueConstraint rule:
                    yield return ($"unique {string.Join(", ", rule.Columns.Select(Quoted))}", rule.Columns, table =>
                    {
                        var earlier = new HashSet<ulong>();
                        return Complete(table, rule.Columns, (_, key) => earlier.Add(key));
                    });
                    break;
            }
        }
    }

    private static bool[] Inequality(InequalityConstraint rule, Table table)
    {
        double[] low = table.Numbers(rule.Low).Values,
            high = table.Numbers(rule.High).Values;
        return [.. low.Zip(high, (l, h) => double.IsNaN(l) || double.IsNaN(h) || (rule.Strict ? l < h : l <= h))];
    }

    private static bool[] Sum(SumConstraint rule, Schema schema, Table table)
    {
        double[] total = table.Numbers(rule.Total).Values;
        double[][] addends = [.. rule.Addends.Select(name => table.Numbers(name).Values)];
        double tolerance = SumTolerance.Of(schema[rule.Total]);
        var holds = new bool[total.Length];
        for (int i = 0; i < holds.Length; i++)
        {
            double sum = 0,
                size = Math.Abs(total[i]);
            foreach (double[] addend in addends)
            {
                (sum, size) = (sum + addend[i], size + Math.Abs(addend[i]));
            }
            holds[i] = SumTolerance.Holds(sum, total[i], tolerance, size);
        }

        return holds;
    }

    private static bool[] Complete(Table table, IReadOnlyList<string> columns, Func<int, ulong, bool> holds)
    {
        ulong[] keys = RowKeys.Of(table, columns);
        ColumnData[] data = [.. columns.Select(name => table[name])];
        var result = new bool[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            int row = i;
            result[i] = data.Any(column => column.IsMissing(row)) || holds(i, keys[i]);
        }

        return result;
    }

    private static Measure Share(string name, bool[] synthetic, bool[] real)
    {
        int holds = synthetic.Count(one => one);
        return new Measure(
            name,
            (double)holds / synthetic.Length,
            Proportion.ClopperPearson(holds, synthetic.Length),
            (double)real.Count(one => one) / real.Length
        );
    }

    private static bool Usable(EvaluationInput input, string name) =>
        input.Schema.Columns.FirstOrDefault(column => column.Name == name) is { } column
        && new[] { input.Train, input.Holdout, input.Synthetic }.All(table =>
            table.Has(name)
            && (column is IdentifierColumn || table[name] is NumberData == FeatureSpace.IsNumber(column))
        );

    private static bool[] AllTrue(int length)
    {
        var all = new bool[length];
        Array.Fill(all, true);
        return all;
    }

    private static string Quoted(string name) => $"'{name}'";
}
