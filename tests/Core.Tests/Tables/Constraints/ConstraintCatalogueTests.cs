using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Tables.Constraints;

/// <summary>
/// A form that knows only the descriptions makes constraints that are read, and that the check accepts.
/// </summary>
public sealed class ConstraintCatalogueTests
{
    private static readonly Column[] Columns =
    [
        .. Enumerable
            .Range(0, 3)
            .SelectMany<int, Column>(n =>
                [
                    new IntegerColumn($"integer {n}"),
                    new DecimalColumn($"decimal {n}"),
                    new CategoricalColumn($"categorical {n}", ["x", "y"]),
                    new BooleanColumn($"boolean {n}"),
                    new DateColumn($"date {n}"),
                    new DateTimeColumn($"datetime {n}"),
                    new TextColumn($"text {n}"),
                    new IdentifierColumn($"identifier {n}"),
                ]
            ),
    ];

    public static TheoryData<string> Kinds => [.. ConstraintCatalogue.All.Select(description => description.Kind)];

    private static ConstraintDescription Of(string kind) =>
        ConstraintCatalogue.All.Single(description => description.Kind == kind);

    /// <summary>The constraint that a form makes of as few columns as it may, all of one kind.</summary>
    private static JsonObject Made(ConstraintDescription description, string columnKind, bool flags = false)
    {
        var left = new Queue<string>(Enumerable.Range(0, 3).Select(n => $"{columnKind} {n}"));
        var made = new JsonObject { ["kind"] = description.Kind };
        foreach (ConstraintField field in description.Fields)
        {
            JsonNode[] names = [.. Enumerable.Range(0, field.Minimum).Select(_ => JsonValue.Create(left.Dequeue()))];
            made[field.Name] = field.IsList ? new JsonArray(names) : names[0];
        }
        foreach (ConstraintFlag flag in description.Flags)
        {
            made[flag.Name] = flags ? !flag.Default : flag.Default;
        }
        return made;
    }

    private static Constraint Read(JsonObject made) => made.Deserialize<Constraint>(Json.Options)!;

    /// <summary>Set AETHERGEN_WRITE_VECTORS=1 to write the file that the web's tests read anew.</summary>
    [Fact]
    public void The_webs_tests_use_what_the_server_serves()
    {
        string file = Path.Combine(Web(), "constraints.json"),
            served = JsonSerializer.Serialize(ConstraintCatalogue.All, Json.Options);
        if (Environment.GetEnvironmentVariable("AETHERGEN_WRITE_VECTORS") == "1")
        {
            File.WriteAllText(file, served);
        }
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(served), JsonNode.Parse(File.ReadAllText(file))));
    }

    private static string Web([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../web/src/testing"));

    [Fact]
    public void Every_kind_of_constraint_is_described() =>
        Assert.Equal(
            typeof(Constraint).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => kind.TypeDiscriminator),
            ConstraintCatalogue.All.Select(description => description.Kind)
        );

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_a_form_makes_is_read_with_all_its_fields(string kind)
    {
        ConstraintDescription description = Of(kind);
        JsonObject made = Made(description, description.Fields[0].Kinds[0], flags: true);
        JsonObject written = JsonSerializer.SerializeToNode(Read(made), Json.Options)!.AsObject();
        Assert.All(made, field => Assert.True(JsonNode.DeepEquals(field.Value, written[field.Key]), field.Key));
        Assert.Equal(
            Enumerable
                .Range(0, description.Fields.Sum(field => field.Minimum))
                .Select(n => $"{description.Fields[0].Kinds[0]} {n}"),
            Read(made).ColumnNames()
        );
        Assert.Equal(
            made.Select(field => field.Key).Order(),
            written.Select(field => field.Key).Except(["active", "reason"]).Order()
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_check_accepts_the_kinds_of_columns_that_the_form_offers_and_no_others(string kind)
    {
        ConstraintDescription description = Of(kind);
        Assert.All(ColumnKinds.All, columnKind =>
        {
            var schema = new Schema("s", Columns) { Constraints = [Read(Made(description, columnKind))] };
            bool offered = description.Fields.All(field => field.Kinds.Contains(columnKind));
            Assert.Equal(offered, SchemaCheck.Problems(schema).All(problem => problem.Code != "schema.constraint"));
        });
    }

    [Fact]
    public void The_kinds_of_columns_are_as_they_were()
    {
        Assert.Equal(["integer", "decimal", "date", "datetime"], Taken("inequality"));
        Assert.Equal(["integer", "decimal"], Taken("sum"));
        Assert.Equal(["integer", "decimal", "categorical", "boolean", "date", "datetime"], Taken("combinations"));
        Assert.Equal(ColumnKinds.All, Taken("unique"));

        static IEnumerable<string> Taken(string kind) => Of(kind).Fields.SelectMany(field => field.Kinds).Distinct();
    }

    [Theory]
    [InlineData("integer 0", "decimal 1", true)]
    [InlineData("date 0", "date 1", true)]
    [InlineData("date 0", "datetime 1", false)]
    [InlineData("integer 0", "date 1", false)]
    public void Only_columns_that_can_be_compared_go_together(string low, string high, bool fits) =>
        Assert.Equal(
            fits,
            SchemaCheck.Problems(new Schema("s", Columns) { Constraints = [new InequalityConstraint(low, high)] }).Count
                == 0
        );

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_documentation_of_schemas_names_every_kind_and_field(string kind)
    {
        string row = Assert.Single(File.ReadLines(Documentation()), line =>
            line.StartsWith($"| `{kind}` |", StringComparison.Ordinal)
        );
        ConstraintDescription description = Of(kind);
        Assert.All(
            [.. description.Fields.Select(field => field.Name), .. description.Flags.Select(flag => flag.Name)],
            name => Assert.Contains($"`{name}`", row, StringComparison.Ordinal)
        );
    }

    private static string Documentation([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "docs", "1-schemas.md");
}
