using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Generation.Encodings;
using AethergenAI.Schemas;
using AethergenAI.Schemas.Checks;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;
using FsCheck;
using FsCheck.Fluent;

namespace AethergenAI.Core.Tests.Tables.Constraints;

/// <summary>The check of a file, the evaluation and the fit call the same rows broken.</summary>
public sealed class BrokenRowsTests
{
    private static readonly Schema Schema = new(
        "orders",
        [
            new IntegerColumn("row"),
            new IdentifierColumn("id") { Nullable = true },
            new DecimalColumn("repair", 0, 1, 0.01) { Nullable = true },
            new DecimalColumn("other", 0, 1, 0.01),
            new DecimalColumn("total", 0, 2, 0.01) { Nullable = true },
            new IntegerColumn("size", 0, 9),
            new DateColumn("ordered", new DateOnly(2020, 1, 1), new DateOnly(2020, 1, 20)),
            new DateColumn("sent") { Nullable = true },
            new CategoricalColumn("town", ["ash", "elm"]),
            new BooleanColumn("paid") { Nullable = true },
        ]
    )
    {
        Constraints =
        [
            new SumConstraint(["repair", "other"], "total"),
            new InequalityConstraint("ordered", "sent"),
            new InequalityConstraint("repair", "total", Strict: true),
            new UniqueConstraint(["id"]),
            new UniqueConstraint(["size", "town"]),
            new CombinationsConstraint(["town", "paid"]),
            new InequalityConstraint("total", "size") { Active = false },
        ],
    };

    /// <summary>A cent, or up to a few of its last bits or of a step off it.</summary>
    private static readonly Gen<double> Cents =
        from cents in Gen.Choose(-1, 101)
        from off in Gen.Frequency(
            (6, Gen.Constant(0.0)),
            (1, Gen.Elements(5e-9, -1e-12, 0.004, 1e-16)),
            (1, Gen.Constant(double.NaN))
        )
        select (cents / 100.0) + off;

    private static readonly Gen<Cells> Rows =
        from id in Gen.Choose(-1, 12)
        from repair in Cents
        from other in Cents
        from total in Gen.Frequency((4, Gen.Constant(repair + other)), (1, Cents))
        from size in Gen.Frequency((8, Gen.Choose(0, 10).Select(n => (double)n)), (1, Gen.Constant(2.5)))
        from ordered in Gen.Choose(-1, 21)
        from later in Gen.Frequency((8, Gen.Choose(-1, 5).Select(n => (double)n)), (1, Gen.Constant(double.NaN)))
        from town in Gen.Choose(-1, 2)
        from paid in Gen.Choose(-1, 2)
        select new Cells(id, repair, other, total, size, ordered, later, town, paid);

    private sealed record Cells(
        int Id,
        double Repair,
        double Other,
        double Total,
        double Size,
        int Ordered,
        double Later,
        int Town,
        int Paid
    );

    [Fact]
    public void Check_evaluation_and_fit_find_the_same_rows()
    {
        // Twenty rows at most: so many does a finding name.
        var tables = Gen.Choose(1, 19).SelectMany(count => Gen.ListOf(Rows, count));
        var found = new HashSet<string>(StringComparer.Ordinal);
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(tables), rows =>
            {
                Table table = Of([new(0, 0.25, 0.5, 0.75, 3, 1, 2, 0, 0), .. rows]);
                SchemaFindings findings = Check(table, seed: table);
                int[] broken =
                [
                    .. findings
                        .Rules.SelectMany(rule => rule.Examples)
                        .Select(place => place.Row - 1)
                        .Distinct()
                        .Order(),
                ];
                found.UnionWith(findings.Rules.Select(rule => rule.Rule));
                var measures = Validity.Measure(
                    new EvaluationInput(Schema, table, table, table),
                    [],
                    CancellationToken.None
                );
                int[] left = Left(table, SeedRows.Valid(table, Schema));
                Assert.Equal(broken, left);
                Assert.Equal("constraint-validity", measures[0].Name);
                Assert.Equal(broken.Length, Broken(measures[0], table));
                foreach (Constraint constraint in Schema.Constraints.Where(constraint => constraint.Active))
                {
                    Assert.Equal(
                        findings.Rules.FirstOrDefault(rule => rule.Says == constraint.Sentence())?.Violations ?? 0,
                        Broken(measures.Single(measure => measure.Name == constraint.Sentence()), table)
                    );
                }
            }));
        string[] every = ["not-null", "kind", "range", "step", "levels", "sum", "inequality", "unique"];
        Assert.Equal(every.Order(), found.Order());
    }

    [Fact]
    public void Combinations_that_the_seed_lacks_are_broken_in_check_and_evaluation()
    {
        Table seed = Of([new(0, 0.25, 0.5, 0.75, 3, 1, 2, 0, 0), new(1, 0.25, 0.5, 0.75, 4, 1, 2, 1, 1)]),
            rows = Of([new(2, 0.25, 0.5, 0.75, 5, 1, 2, 0, 1), new(3, 0.25, 0.5, 0.75, 6, 1, 2, 0, 0)]);
        var finding = Assert.Single(Check(rows, seed).Rules);
        Assert.Equal(("combinations", 1), (finding.Rule, finding.Examples.Single().Row));
        var measures = Validity.Measure(new EvaluationInput(Schema, seed, seed, rows), [], CancellationToken.None);
        Assert.Equal(0.5, measures[0].Value);
        Assert.Equal(0.5, measures.Single(measure => measure.Name == finding.Says).Value);
    }

    [Fact]
    public void Cells_a_little_off_their_step_are_broken_for_all_three()
    {
        var schema = new Schema("s", [new IntegerColumn("row"), new DecimalColumn("x", 0, 10, 0.01)]);
        string text =
            "row,x\n"
            + string.Concat(
                Enumerable
                    .Range(0, 1_000)
                    .Select(i =>
                        FormattableString.Invariant($"{i},{i % 900 / 100m:0.00}{(i < 300 ? "0000005" : "")}\n")
                    )
            );
        SchemaFindings findings = SchemaCheck.Check(Files.Of(text), schema, ct: TestContext.Current.CancellationToken);
        Assert.Equal(("step", 300), (findings.Rules.Single().Rule, findings.Violations));
        Table table = Files.Read(text, schema);
        var measures = Validity.Measure(
            new EvaluationInput(schema, table, table, table),
            [],
            TestContext.Current.CancellationToken
        );
        Assert.Equal(0.7, measures[0].Value);
        Assert.Equal(
            Enumerable.Range(0, 300),
            Left(table, TableEncoder.Encode(table, schema, TestContext.Current.CancellationToken).Seed)
        );
    }

    private static int Broken(Measure measure, Table table) =>
        (int)Math.Round((1 - measure.Value!.Value) * table.RowCount);

    /// <summary>The numbers of the rows that were left out.</summary>
    private static int[] Left(Table table, Table kept)
    {
        var rows = kept.Numbers("row").Values.ToHashSet();
        return [.. Enumerable.Range(0, table.RowCount).Where(row => !rows.Contains(row))];
    }

    private static Table Of(IReadOnlyList<Cells> rows)
    {
        double first = new DateOnly(2020, 1, 1).DayNumber;
        return new Table([
            Numbers("row", Enumerable.Range(0, rows.Count).Select(row => (double)row)),
            Levels("id", [.. Enumerable.Range(0, 13).Select(id => $"R{id}")], rows.Select(row => row.Id)),
            Numbers("repair", rows.Select(row => row.Repair)),
            Numbers("other", rows.Select(row => row.Other)),
            Numbers("total", rows.Select(row => row.Total)),
            Numbers("size", rows.Select(row => row.Size)),
            Numbers("ordered", rows.Select(row => first + row.Ordered)),
            Numbers("sent", rows.Select(row => first + row.Ordered + row.Later)),
            // Not in the schema's order, and with one level more.
            Levels("town", ["elm", "ash", "oak"], rows.Select(row => row.Town)),
            Levels("paid", ["true", "false", "maybe"], rows.Select(row => row.Paid)),
        ]);
    }

    private static NumberData Numbers(string name, IEnumerable<double> values) =>
        new() { Name = name, Values = [.. values] };

    private static LevelData Levels(string name, string[] levels, IEnumerable<int> codes) =>
        new()
        {
            Name = name,
            Codes = [.. codes],
            Levels = levels,
        };

    /// <summary>Checks a table as the check of a file does once its cells are parsed.</summary>
    private static SchemaFindings Check(Table table, Table seed)
    {
        var expected = Schema.Columns.ToDictionary(column => column.Name, _ => "of its kind", StringComparer.Ordinal);
        var rules = new RuleSet(Schema, expected, seed);
        rules.Observe(new CheckedRows(table, 0, null, new Dictionary<string, List<int>>()), CancellationToken.None);
        return rules.Findings();
    }
}
