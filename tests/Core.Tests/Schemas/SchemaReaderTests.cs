using System.Text.Json;
using AethergenAI.Schemas;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

public sealed class SchemaReaderTests
{
    private const string Small = """
        {
          "name": "patients",
          "columns": [
            { "kind": "identifier", "name": "id", "pattern": "P-####", "role": "identifier" },
            { "kind": "integer", "name": "age", "min": 0, "max": 120, "role": "quasi-identifier", "domain": "public", "unit": "years" },
            { "name": "ward", "kind": "categorical", "levels": ["A", "B"], "nullable": true }
          ],
          "constraints": [{ "kind": "unique", "columns": ["id"] }],
          "format": { "delimiter": ";" }
        }
        """;

    [Fact]
    public void A_schema_reads_as_it_is_written()
    {
        Schema schema = SchemaReader.Read(Small);
        Assert.Equal(
            new IntegerColumn("age", 0, 120)
            {
                Role = ColumnRole.QuasiIdentifier,
                Domain = ColumnDomain.Public,
                Unit = "years",
            },
            schema["age"]
        );
        Assert.True(schema["ward"].Nullable);
        Assert.Equal(";", schema.Format.Delimiter);
        Assert.Equal(
            SchemaHash.Of(schema),
            SchemaHash.Of(SchemaReader.Read(JsonSerializer.Serialize(schema, Json.Indented)))
        );
    }

    [Fact]
    public void A_hierarchy_of_levels_is_read_written_and_hashed()
    {
        string json = Small.Replace(
            "\"levels\": [\"A\", \"B\"]",
            """
            "levels": ["C", "C50", "C50.1"], "hierarchy": { "C50.1": "C50", "C50": "C" }
            """,
            StringComparison.Ordinal
        );
        var schema = SchemaReader.Read(json);
        string written = JsonSerializer.Serialize(schema, Json.Indented);

        Assert.Equal(
            new Dictionary<string, string> { ["C50.1"] = "C50", ["C50"] = "C" },
            ((CategoricalColumn)schema["ward"]).Hierarchy
        );
        Assert.Equal(SchemaHash.Of(schema), SchemaHash.Of(SchemaReader.Read(written)));
        Assert.NotEqual(
            SchemaHash.Of(schema),
            SchemaHash.Of(
                SchemaReader.Read(
                    json.Replace("\"C50\": \"C\"", "\"C50\": \"C50.1\"", StringComparison.Ordinal)
                        .Replace("\"C50.1\": \"C50\", ", "", StringComparison.Ordinal)
                )
            )
        );
        Assert.DoesNotContain(
            "hierarchy",
            JsonSerializer.Serialize(SchemaReader.Read(Small), Json.Options),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "schema.hierarchy",
            Assert
                .Throws<RefusedException>(() =>
                    SchemaReader.Read(json.Replace("\"C50\": \"C\"", "\"C50\": \"D\"", StringComparison.Ordinal))
                )
                .Code
        );
    }

    [Theory]
    [InlineData(
        "\"nullable\"",
        "\"nulable\"",
        "schema.unknown-key",
        "A schema has no key 'columns[2].nulable'. Did you mean 'nullable'?"
    )]
    [InlineData("\"pattern\"", "\"levels\"", "schema.unknown-key", "columns[0].levels")]
    [InlineData("\"format\"", "\"fromat\"", "schema.unknown-key", "Did you mean 'format'?")]
    [InlineData("\"delimiter\"", "\"delimeter\"", "schema.unknown-key", "format.delimeter")]
    [InlineData("\"integer\"", "\"interger\"", "schema.unknown-kind", "Did you mean 'integer'?")]
    [InlineData("\"kind\": \"unique\", ", "", "schema.unknown-kind", "constraints[0].kind")]
    [InlineData("\"quasi-identifier\"", "\"quasi\"", "schema.wrong-value", "role")]
    [InlineData("120", "\"120\"", "schema.wrong-value", "columns[1]")]
    [InlineData("[\"A\", \"B\"]", "\"A\"", "schema.wrong-value", "columns[2]")]
    [InlineData("\"name\": \"patients\",", "", "schema.wrong-value", "incomplete")]
    [InlineData("\"name\": \"patients\",", "\"name\": \"patients\"", "schema.malformed", "line 3")]
    [InlineData("\"min\": 0", "\"min\": 0, \"min\": 1", "schema.malformed", "min")]
    [InlineData("\"max\": 120", "\"max\": -1", "schema.bounds", "columns.age")]
    public void What_is_wrong_is_named_with_its_place(string written, string instead, string code, string says)
    {
        var refusal = Assert.Throws<RefusedException>(() =>
            SchemaReader.Read(Small.Replace(written, instead, StringComparison.Ordinal))
        );
        Assert.Equal(code, refusal.Code);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    public void What_is_no_object_is_no_schema(string json) =>
        Assert.Equal("schema.wrong-value", Assert.Throws<RefusedException>(() => SchemaReader.Read(json)).Code);

    [Fact]
    public void The_hash_does_not_depend_on_layout_or_key_order() =>
        Assert.Equal(
            SchemaHash.Of(SchemaReader.Read("""{"name":"s","columns":[{"kind":"decimal","name":"a","min":1}]}""")),
            SchemaHash.Of(
                SchemaReader.Read(
                    """{ "columns": [ { "min": 1.0, "name": "a", "kind": "decimal" } ], "version": 1, "name": "s" }"""
                )
            )
        );

    [Fact]
    public void The_hash_is_the_one_that_another_program_computes() =>
        Assert.Equal(
            Sha256.Hex(
                """{"columns":[{"domain":"seed","kind":"integer","max":2,"min":"""u8
                    + """1,"name":"a","nullable":false,"role":"attribute"}],"constraints":[],"format":"""u8
                    + """{"decimalComma":false},"name":"s","version":1}"""u8
            ),
            SchemaHash.Of(new Schema("s", [new IntegerColumn("a", 1, 2)]))
        );

    [Fact]
    public void Too_many_columns_are_refused_before_they_are_read()
    {
        string columns = string.Join(',', Enumerable.Repeat("{}", 4097));

        var refusal = Assert.Throws<RefusedException>(() => SchemaReader.Read($"{{\"columns\":[{columns}]}}"));

        Assert.Equal("schema.columns", refusal.Code);
        Assert.Contains("4,097", refusal.Message, StringComparison.Ordinal);
    }
}
