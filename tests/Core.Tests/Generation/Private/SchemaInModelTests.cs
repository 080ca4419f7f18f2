using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using AethergenAI.Generation;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Generation.Private;

/// <summary>
/// What a private model keeps of its schema, which may have been inferred from the rows: property by property.
/// </summary>
public sealed class SchemaInModelTests
{
    /// <summary>Says what values there are: public, paid for, or the claim is withheld.</summary>
    private const string Values = "values";

    /// <summary>Says how a table is written, or what its columns mean: docs/privacy.md, Limits.</summary>
    private const string Taken = "taken as it is";

    /// <summary>Says something of the rows and is left out, or withholds the claim.</summary>
    private const string LeftOut = "left out";

    private static readonly Dictionary<string, string> Verdicts = new(StringComparer.Ordinal)
    {
        ["Schema.Name"] = Taken,
        ["Schema.Columns"] = Taken,
        ["Schema.Version"] = Taken,
        ["Schema.Description"] = Taken,
        ["Schema.Constraints"] = Taken,
        ["Schema.Format"] = Taken,
        ["Schema.Privacy"] = Taken,
        ["Schema.TimeOrder"] = Taken,
        ["Schema.Dropped"] = Taken,
        ["FileFormat.Delimiter"] = Taken,
        ["FileFormat.DecimalComma"] = Taken,
        ["FileFormat.Missing"] = Taken,
        ["FileFormat.Encoding"] = Taken,
        ["FileFormat.Names"] = Taken,
        ["FileFormat.Types"] = Taken,
        ["SchemaPrivacy.MaxRows"] = Taken,
        ["SchemaPrivacy.Entity"] = Taken,
        ["SchemaPrivacy.RowsPerEntity"] = Taken,
        ["SchemaPrivacy.Outside"] = Taken,
        ["SchemaPrivacy.Excess"] = Taken,
        ["Column.Name"] = Taken,
        ["Column.Nullable"] = Taken,
        ["Column.Role"] = Taken,
        ["Column.Domain"] = Taken,
        ["Column.Unit"] = Taken,
        ["Column.Description"] = Taken,
        ["Column.MissingText"] = Taken,
        ["Column.OtherMissing"] = LeftOut,
        ["Column.Doubt"] = LeftOut,
        ["Column.Confirmed"] = Taken,
        ["IntegerColumn.Min"] = Values,
        ["IntegerColumn.Max"] = Values,
        ["IntegerColumn.Format"] = Taken,
        ["IntegerColumn.Bins"] = Values,
        ["IntegerColumn.Values"] = Values,
        ["DecimalColumn.Min"] = Values,
        ["DecimalColumn.Max"] = Values,
        ["DecimalColumn.Step"] = Taken,
        ["DecimalColumn.Format"] = Taken,
        ["DecimalColumn.Bins"] = Values,
        ["DecimalColumn.Values"] = Values,
        ["CategoricalColumn.Levels"] = Values,
        ["CategoricalColumn.Ordered"] = Taken,
        ["CategoricalColumn.Hierarchy"] = Values,
        ["BooleanColumn.FalseText"] = Taken,
        ["BooleanColumn.TrueText"] = Taken,
        ["DateColumn.Min"] = Values,
        ["DateColumn.Max"] = Values,
        ["DateColumn.Format"] = Taken,
        ["DateColumn.Letters"] = Taken,
        ["DateColumn.Bins"] = Values,
        ["DateTimeColumn.Min"] = Values,
        ["DateTimeColumn.Max"] = Values,
        ["DateTimeColumn.Format"] = Taken,
        ["DateTimeColumn.Letters"] = Taken,
        ["DateTimeColumn.Bins"] = Values,
        ["TextColumn.Redacted"] = Taken,
        ["IdentifierColumn.Pattern"] = Taken,
        ["IdentifierColumn.Check"] = Taken,
        ["IdentifierColumn.Entity"] = Taken,
        ["Constraint.Active"] = Taken,
        ["Constraint.Reason"] = LeftOut,
    };

    /// <summary>A new property needs a verdict, and what makes it true.</summary>
    [Fact]
    public void Every_property_of_a_schema_has_a_verdict()
    {
        Type[] columns = [.. Kinds(typeof(Column))];
        Assert.Equal(
            Verdicts.Keys.Order(StringComparer.Ordinal),
            new[] { typeof(Schema), typeof(FileFormat), typeof(SchemaPrivacy), typeof(Column), typeof(Constraint) }
                .Concat(columns)
                .SelectMany(type =>
                    type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                        .Where(property => property.GetIndexParameters().Length == 0 && !IsIgnored(property))
                        .Select(property => $"{type.Name}.{property.Name}")
                )
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void What_a_schema_says_of_the_rows_stays_in_no_private_model()
    {
        const string seen = "seen in 17 of 299 rows";
        var schema = PrivateSeed.Schema with
        {
            Columns =
            [
                .. PrivateSeed.Schema.Columns.Select(column =>
                    column with
                    {
                        Doubt = seen,
                        Confirmed = true,
                        MissingText = "NA",
                        OtherMissing = [new MissingShare("", 0.0625)],
                    }
                ),
            ],
            Constraints = [new InequalityConstraint("visits", "age") { Active = false, Reason = seen }],
        };
        string model = Encoding.UTF8.GetString(ModelDocument.Write(Fitted(schema, 4).Manifest));

        Assert.DoesNotContain("299", model, StringComparison.Ordinal);
        Assert.DoesNotContain("otherMissing", model, StringComparison.Ordinal);
        Assert.DoesNotContain("0.0625", model, StringComparison.Ordinal);
        Assert.Contains("\"NA\"", model, StringComparison.Ordinal);
    }

    /// <summary>Noise alone can make a sum of counts far larger than any table of the schema.</summary>
    [Theory]
    [InlineData(596_000_000, 1_000)]
    [InlineData(1e300, 1_000)]
    [InlineData(997.6, 998)]
    [InlineData(-40, 1)]
    public void The_estimated_rows_are_as_many_as_the_schema_allows_at_most(double estimated, int kept) =>
        Assert.Equal(kept, Fitted(PrivateSeed.Schema, estimated).Manifest.Provenance.EstimatedRows);

    /// <summary>Otherwise a run without a number of rows would spend its ε and then fail to draw them.</summary>
    [Fact]
    public void Nor_are_they_more_than_its_keys_can_tell_apart()
    {
        var few = PrivateSeed.Schema with
        {
            Columns = [new IdentifierColumn("id", "P-##"), .. PrivateSeed.Schema.Columns.Skip(1)],
        };
        Assert.Equal(100, Fitted(few, 104).Manifest.Provenance.EstimatedRows);
    }

    private static Model Fitted(Schema schema, double rows)
    {
        var request = PrivateSeed.Request(schema: schema);
        var fit = PrivateSeed.Begin(request);
        return ModelDocument.Assemble(
            "measured",
            request,
            fit.Encode(CancellationToken.None),
            new Dictionary<string, int>(),
            [],
            "none",
            1,
            CancellationToken.None,
            fit.Claim(),
            rows
        );
    }

    private static IEnumerable<Type> Kinds(Type type) =>
        type.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType);

    private static bool IsIgnored(PropertyInfo property) =>
        property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always };
}
