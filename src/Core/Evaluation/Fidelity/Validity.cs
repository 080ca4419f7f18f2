using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>
/// The share of rows that satisfy each column's domain and each active constraint, and all of them together.
/// </summary>
internal static class Validity
{
    internal static readonly MeasureDescription Description = new(
        "fidelity.constraint-validity",
        "Valid rows",
        "Do the rows follow the schema?",
        "The share of synthetic rows that break no constraint and have every value in its column’s domain."
    )
    {
        Scope = IntervalScope.SyntheticDrawnAgain,
    };

    internal static readonly EvaluationStep Step = new("Checking constraints", 0.04, [Description], evaluation =>
    {
        var rules = Measure(evaluation.Input, evaluation.NotMeasured, evaluation.Ct);
        evaluation.Add(rules[0]);
        evaluation.Fidelity = evaluation.Fidelity with
        {
            Rules = [.. rules.Skip(1).Select(rule => rule with { Estimand = Description.Scope?.Of })],
        };
    });

    /// <summary>
    /// Each rule's share among all synthetic rows with its exact interval, the holdout's share as reference;
    /// "constraint-validity" first.
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
                    new NotMeasured(name, $"Column '{lacking}' is missing from a table, or has another type there.")
                );
                continue;
            }

            int synthetic = Keep(valid, holds(input.Synthetic)),
                real = Keep(validReal, holds(input.Holdout));
            measures.Add(Share(name, synthetic, valid.Length, real, validReal.Length));
        }

        int all = valid.Count(row => row),
            allReal = validReal.Count(row => row);
        return [Share(Description.Name, all, valid.Length, allReal, validReal.Length), .. measures];
    }

    /// <summary>
    /// Newcombe's interval of the difference between the shares of synthetic and of holdout rows that break a rule.
    /// Comparing the shares alone would fail fresh rows nearly every second time where real rows break rules too.
    /// </summary>
    /// <returns>Positive where synthetic rows break rules more often.</returns>
    public static Interval Extra(Measure validity, int rows, int realRows) =>
        Proportion.NewcombeDifference(
            Math.Round((1 - validity.Value!.Value) * rows),
            rows,
            Math.Round((1 - validity.Reference!.Value) * realRows),
            realRows
        );

    private static IEnumerable<(string Name, IReadOnlyList<string> Columns, Func<Table, Func<int, bool>> Holds)> Rules(
        EvaluationInput input
    )
    {
        foreach (var column in input.Schema.Columns)
        {
            yield return ($"domain of '{column.Name}'", [column.Name], table =>
                CellRules.Holds(column, table[column.Name])
            );
        }

        foreach (var constraint in input.Schema.Constraints.Where(constraint => constraint.Active))
        {
            yield return (constraint.Sentence(), constraint.ColumnNames(), table =>
                constraint.Rule(input.Schema, input.Train)!(table)
            );
        }
    }

    /// <returns>The number of rows that satisfy the rule; the others are no longer valid.</returns>
    private static int Keep(bool[] valid, Func<int, bool> holds)
    {
        int count = 0;
        for (int row = 0; row < valid.Length; row++)
        {
            bool one = holds(row);
            valid[row] &= one;
            count += one ? 1 : 0;
        }

        return count;
    }

    private static Measure Share(string name, int synthetic, int rows, int real, int realRows) =>
        new(name, (double)synthetic / rows, Proportion.ClopperPearson(synthetic, rows), (double)real / realRows);

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
}
