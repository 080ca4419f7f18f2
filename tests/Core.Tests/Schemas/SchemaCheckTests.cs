using AethergenAI.Core.Tests.Tables;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Schemas;

public sealed class SchemaCheckTests
{
    private static SchemaFindings Check(string text, params Column[] columns) => Check(text, columns, []);

    private static SchemaFindings Check(string text, Column[] columns, Constraint[] constraints, Table? seed = null) =>
        SchemaCheck.Check(
            Files.Of(text),
            new Schema("s", columns) { Constraints = constraints },
            null,
            TestContext.Current.CancellationToken,
            seed
        );

    private static void Broken(SchemaFindings findings, string rule, params int[] rows)
    {
        RuleFinding found = Assert.Single(findings.Rules);
        Assert.Equal((rule, rows.Length), (found.Rule, (int)found.Violations));
        Assert.Equal(rows, found.Examples.Select(place => place.Row));
        Assert.Equal(rows.Length, findings.Violations);
    }

    [Fact]
    public void A_table_that_keeps_to_its_schema_has_no_findings()
    {
        SchemaFindings findings = Check(
            "n,c\n1,a\n2,b\n",
            new IntegerColumn("n", 1, 2),
            new CategoricalColumn("c", ["a", "b"])
        );
        Assert.True(findings.Holds);
        Assert.Equal(2, findings.Rows);
    }

    [Fact]
    public void Each_rule_of_a_column_names_its_rows()
    {
        Broken(Check("n\n1\nx\n3\n", new IntegerColumn("n")), "kind", 2);
        Broken(Check("n,m\n1,1\n,2\n", new IntegerColumn("n"), new IntegerColumn("m")), "not-null", 2);
        Broken(Check("n\n1\n9\n-9\n", new IntegerColumn("n", 0, 5)), "range", 2, 3);
        Broken(Check("x\n0.25\n0.3\n", new DecimalColumn("x", Step: 0.25)), "step", 2);
        Broken(Check("x\n1.5\n", new DecimalColumn("x", Max: 1)), "range", 1);
        Broken(Check("c\na\nz\n", new CategoricalColumn("c", ["a", "b"])), "levels", 2);
        Broken(Check("b\nyes\nmaybe\n", new BooleanColumn("b", "no", "yes")), "kind", 2);
        Broken(Check("d\n2001-01-01\n1999-12-31\n", new DateColumn("d", Min: new(2000, 1, 1))), "range", 2);
        Broken(Check("d\n2001-01-01\n01/02/2001\n", new DateColumn("d")), "kind", 2);
        Broken(Check("t,m\na,1\n,1\n", new TextColumn("t"), new IntegerColumn("m")), "not-null", 2);
    }

    [Fact]
    public void Tenths_are_whole_multiples_of_a_tenth() =>
        Assert.True(
            Check(
                "x\n"
                    + string.Concat(
                        Enumerable.Range(0, 2000).Select(i => FormattableString.Invariant($"{i / 10.0:0.0}\n"))
                    ),
                new DecimalColumn("x", Step: 0.1)
            ).Holds
        );

    [Fact]
    public void Each_constraint_names_its_rows_and_rows_with_missing_cells_satisfy_it()
    {
        Column[] three = [.. new[] { "a", "b", "c" }.Select(name => new IntegerColumn(name) { Nullable = true })];
        string rows = "a,b,c\n1,2,3\n2,2,4\n3,2,9\n,2,5\n3,,5\n";
        Broken(Check(rows, three, [new InequalityConstraint("a", "b")]), "inequality", 3);
        Broken(Check(rows, three, [new InequalityConstraint("a", "b", Strict: true)]), "inequality", 2, 3);
        Broken(Check(rows, three, [new SumConstraint(["a", "b"], "c")]), "sum", 3);
        Broken(Check(rows, three, [new UniqueConstraint(["a"])]), "unique", 5);
        Broken(Check(rows + "2,2,7\n", three, [new UniqueConstraint(["a", "b"])]), "unique", 6);
    }

    [Fact]
    public void Decimal_sums_may_be_off_by_half_a_step()
    {
        Column[] columns = [new DecimalColumn("a"), new DecimalColumn("b"), new DecimalColumn("c", Step: 0.1)];
        Broken(
            Check("a,b,c\n0.1,0.2,0.3\n0.12,0.22,0.3\n0.1,0.26,0.3\n", columns, [new SumConstraint(["a", "b"], "c")]),
            "sum",
            3
        );
    }

    [Fact]
    public void Texts_are_unique_by_their_text() =>
        Broken(
            Check(
                "id,x\nA,1\nB,1\nA,1\n",
                [new IdentifierColumn("id"), new IntegerColumn("x")],
                [new UniqueConstraint(["id"])]
            ),
            "unique",
            3
        );

    [Fact]
    public void Combinations_are_those_of_the_seed_and_without_it_are_not_checked()
    {
        Column[] columns = [new CategoricalColumn("c", ["a", "b"]), new IntegerColumn("n")];
        Constraint[] constraints = [new CombinationsConstraint(["c", "n"])];
        Table seed = Files.Read("c,n\nb,2\na,1\n", new Schema("s", columns));
        Broken(Check("c,n\na,1\na,2\nb,2\n", columns, constraints, seed), "combinations", 2);
        SchemaFindings without = Check("c,n\na,2\n", columns, constraints);
        Assert.True(without.Holds);
        Assert.Single(without.NotChecked);
    }

    [Fact]
    public void An_inactive_constraint_is_not_enforced() =>
        Assert.True(
            Check(
                "a,b\n2,1\n",
                [new IntegerColumn("a"), new IntegerColumn("b")],
                [new InequalityConstraint("a", "b") { Active = false }]
            ).Holds
        );

    [Fact]
    public void Counts_are_exact_and_examples_are_few_with_row_and_line()
    {
        SchemaFindings findings = Check(
            "t,n\n\"a\nb\",7\n" + string.Concat(Enumerable.Repeat("x,7\n", 300_000)),
            new TextColumn("t"),
            new IntegerColumn("n", Max: 5)
        );
        RuleFinding found = Assert.Single(findings.Rules);
        Assert.Equal(300_001, found.Violations);
        Assert.Equal([new(1, 2), new(2, 4)], found.Examples.Take(2));
        Assert.Equal(20, found.Examples.Count);
    }

    [Fact]
    public void What_is_said_of_a_broken_rule_holds_no_cell()
    {
        SchemaFindings findings = Check(
            "n,c\nSECRET,HIDDEN\n",
            new IntegerColumn("n"),
            new CategoricalColumn("c", ["a"])
        );
        Assert.DoesNotContain(
            "SECRET",
            string.Concat(findings.Rules.Select(rule => rule.Says)),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "HIDDEN",
            string.Concat(findings.Rules.Select(rule => rule.Says)),
            StringComparison.Ordinal
        );
    }
}
