using System.Text.Json;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Seeding;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Generation;

/// <summary>
/// A model's two files, <c>model.json</c> and <c>sampler.onnx</c>: makes them after a fit, writes them,
/// and checks them when they are read.
/// </summary>
public static class ModelDocument
{
    /// <summary>Makes the model after a fit.</summary>
    /// <param name="parameters">The generator's own parameters; written as JSON.</param>
    /// <param name="graph">The sampler graph for no given columns.</param>
    /// <param name="provider">The execution provider of the training graph, or "none".</param>
    /// <param name="claim">The claim of a fit that spent privacy;
    /// the model then contains no exact figure of the seed.</param>
    /// <param name="paidRows">The number of rows as the measurements of such a fit estimate it.</param>
    public static Model Assemble<T>(
        string generator,
        FitRequest request,
        EncodedSeed encoded,
        T parameters,
        byte[] graph,
        string provider,
        double fitSeconds,
        CancellationToken ct,
        PrivacyClaim? claim = null,
        double? paidRows = null
    )
    {
        var schema = claim is null ? encoded.Schema : WithoutSeen(encoded.Schema);
        string schemaHash = SchemaHash.Of(schema),
            asked = SchemaHash.Of(request.Schema);
        int leftOut = request.Seed.RowCount - encoded.Seed.RowCount;
        return new Model(
            new ModelManifest
            {
                Generator = generator,
                Options = request.Settings.Values,
                Schema = schema,
                SchemaHash = schemaHash,
                AskedSchemaHash = asked == schemaHash ? null : Confirmable(asked, claim),
                Columns = [.. encoded.Columns.Select(column => new ModelColumn(column.Name, column.Count))],
                Encodings = encoded.Encodings,
                Parameters = JsonSerializer.SerializeToElement(parameters, Json.Options),
                GraphHash = Sha256.Hex(graph),
                Provenance = new Provenance(
                    claim is null ? TableHash.Of(request.Seed, encoded.Schema, ct) : Provenance.Withheld,
                    claim is null ? request.Seed.RowCount : 0,
                    request.Settings.Seed,
                    Software.Name,
                    provider,
                    claim is null ? fitSeconds : Math.Ceiling(fitSeconds)
                )
                {
                    RowsHash = claim is null ? RowIdentity.HashOf(request.Seed, encoded.Schema) : null,
                    RowsLeftOut = claim is null && leftOut > 0 ? leftOut : null,
                    EstimatedRows = paidRows is { } rows ? Possible(rows, request.Schema, encoded.Encodings) : null,
                },
                Privacy = claim?.Words ?? ModelManifest.NoPrivacy,
                PrivacyClaim = claim,
                SeedCounts = claim is null ? Counted(request.Seed, encoded.Encodings) : null,
            },
            graph
        );
    }

    private static SeedCounts[] Counted(Table seed, IReadOnlyList<ColumnEncoding> encodings) =>
        [
            .. encodings
                .Where(encoding => encoding is not (NumberKeyEncoding or LevelKeyEncoding or IdentifierEncoding))
                .Select(encoding => SeedCounts.Of(seed[encoding.Column])),
        ];

    /// <summary>
    /// An estimate of the number of rows, at most what the schema allows and its keys can tell apart, since noise alone
    /// can be far beyond it.
    /// </summary>
    private static int Possible(double rows, Schema schema, IReadOnlyList<ColumnEncoding> encodings)
    {
        long most = encodings.Select(KeySizes.Of).Append(schema.Privacy?.MaxRows).Min() ?? int.MaxValue;
        return (int)Math.Clamp(Math.Round(rows), 1, Math.Clamp(most, 1, int.MaxValue));
    }

    /// <summary>A hash of what may not be told would confirm a guess of it.</summary>
    private static string Confirmable(string hash, PrivacyClaim? claim) => claim is null ? hash : Provenance.Withheld;

    /// <summary>
    /// The schema without the constraints that were proposed from the rows and then switched off, which say what holds
    /// in how many rows, without confirmed doubts, which count cells, and without the shares of texts that stand for
    /// missing cells.
    /// </summary>
    private static Schema WithoutSeen(Schema schema) =>
        schema with
        {
            Columns = [.. schema.Columns.Select(column => column with { Doubt = null, OtherMissing = null })],
            Constraints =
            [
                .. schema.Constraints.Where(constraint => constraint is { Active: true } or { Reason: null }),
            ],
        };

    public static byte[] Write(ModelManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, Json.Options);

    /// <param name="json">The bytes of model.json.</param>
    /// <param name="graph">The bytes of sampler.onnx.</param>
    /// <exception cref="RefusedException">The files are not a model, or do not belong together.</exception>
    public static Model Read(ReadOnlySpan<byte> json, byte[] graph)
    {
        ModelManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<ModelManifest>(json, Json.Options)
                ?? throw GenerationRefusals.ModelMalformed("it is empty");
        }
        catch (JsonException malformed)
        {
            throw GenerationRefusals.ModelMalformed(
                $"line {(malformed.LineNumber ?? 0) + 1}, {malformed.Path ?? "$"} cannot be read"
            );
        }
        catch (NotSupportedException)
        {
            throw GenerationRefusals.ModelMalformed("it has a part that this program does not know");
        }

        if (manifest.Version != 1)
        {
            throw GenerationRefusals.ModelVersion(manifest.Version);
        }
        if (manifest.GraphHash != Sha256.Hex(graph))
        {
            throw GenerationRefusals.ModelHash("sampler.onnx");
        }
        if (manifest.SchemaHash != SchemaHash.Of(manifest.Schema))
        {
            throw GenerationRefusals.ModelHash("The schema in model.json");
        }
        EncodingCheck.Require(manifest);
        RequireCounts(manifest);
        return new Model(manifest, graph);
    }

    private static void RequireCounts(ModelManifest manifest)
    {
        var columns = manifest.Schema.Columns.ToDictionary(column => column.Name);
        foreach (var counts in manifest.SeedCounts ?? [])
        {
            bool fit =
                columns.TryGetValue(counts.Column, out var column) && counts.Fits(column, manifest.Provenance.SeedRows);
            if (!fit)
            {
                throw GenerationRefusals.ModelMalformed($"the counts of column '{counts.Column}' are none of its seed");
            }
        }

        if (manifest.SeedCounts?.DistinctBy(counts => counts.Column).Count() < manifest.SeedCounts?.Count)
        {
            throw GenerationRefusals.ModelMalformed("it counts a column twice");
        }
    }
}
