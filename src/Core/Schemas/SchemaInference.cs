using AethergenAI.Schemas.Inference;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas;

/// <summary>
/// Proposes a schema for a file: kinds, bounds, levels, roles, and the constraints that hold in every row.
/// docs/1-schemas.md lists the rules.
/// </summary>
public static class SchemaInference
{
    /// <summary>
    /// A column with more levels than this is text, because a generator would see each level too rarely.
    /// </summary>
    internal const int MaxLevels = 10_000;

    /// <summary>
    /// The maximum number of cells that all samples and levels together keep,
    /// so that memory is bounded for wide files too.
    /// </summary>
    private const int MaxKept = 4_000_000;

    private const int MaxSampled = 1 << 17;

    /// <summary>
    /// The maximum number of texts that all columns together keep to detect duplicates.
    /// Beyond it, the rightmost columns are no longer checked.
    /// </summary>
    private const int MaxCompared = 6_000_000;

    /// <param name="stream">Read once to its end and left open. Memory does not grow with its length.</param>
    /// <param name="name">The name of the new schema.</param>
    /// <exception cref="RefusedException">The file is malformed.</exception>
    public static SchemaProposal Infer(
        Stream stream,
        string name,
        CsvOptions? options = null,
        CancellationToken ct = default
    )
    {
        options ??= CsvOptions.Default;
        FileFormat format = options.Format ?? new FileFormat();
        var file = new DialectDetection(options, format);
        using var tokenizer = new CsvTokenizer(stream, format, options, file.Names, new HashSet<string>());
        format = format with { DecimalComma = format.DecimalComma || file.DecimalSign is { Comma: true } };
        SchemaProposal proposal = Infer(tokenizer, name, format, stored: null, ct);
        return proposal with
        {
            Schema = proposal.Schema with
            {
                Format = format with
                {
                    Delimiter = tokenizer.Delimiter == ',' ? format.Delimiter : tokenizer.Delimiter.ToString(),
                    Encoding = tokenizer.TextEncoding ?? format.Encoding,
                    Names = tokenizer.Headless ? tokenizer.Header : null,
                },
            },
            Notes =
            [
                FileNotes.ReadAs(tokenizer, file, format.DecimalComma, FormsWithComma(proposal.Schema)),
                .. FileNotes.Unusual(tokenizer, onCells: true),
                .. Ragged(tokenizer),
                .. proposal.Notes,
            ],
        };
    }

    /// <summary>The number of columns whose numbers are written with a decimal comma, such as #.##0,00 €.</summary>
    private static int FormsWithComma(Schema schema) =>
        schema.Columns.Count(column =>
            column is DecimalColumn { Format: { } form } && form.LastIndexOf("0,0", StringComparison.Ordinal) >= 0
        );

    /// <summary>Proposes a schema for cells of any file.</summary>
    /// <param name="source">Read once to its end.</param>
    /// <param name="format">How the cells are written. It becomes the schema's.</param>
    /// <param name="stored">The types that the file itself gives its columns, by name; null: it is text, which has
    /// none.</param>
    /// <exception cref="RefusedException">The file is malformed.</exception>
    public static SchemaProposal Infer(
        ICellSource source,
        string name,
        FileFormat format,
        IReadOnlyDictionary<string, StoredType>? stored,
        CancellationToken ct
    )
    {
        var blocks = new BlockPipeline(source);
        int width = blocks.Header.Count;
        var sample = new RowSample(Math.Clamp(MaxKept / width, 1000, MaxSampled));
        int maxLevels = Math.Clamp(MaxKept / 2 / width, 500, MaxLevels);
        var missing = new MissingTokens(format.Missing);
        ColumnProbe[] probes =
        [
            .. blocks.Header.Select(column => new ColumnProbe(column, format, missing, maxLevels, sample)),
        ];
        var relations = new RelationSearch(probes);
        int rows = 0;
        while (blocks.Next(width, (block, column) => probes[column].Observe(block, column), ct))
        {
            int count = blocks.Current.Rows;
            if (sample.Extend(rows, count) is { } kept)
            {
                Array.ForEach(probes, probe => probe.Thin(kept));
            }
            relations.Observe(count);
            BoundComparing(probes);
            rows += count;
        }

        Array.ForEach(probes, probe => probe.End());
        ColumnGuess[] judged = [.. probes.Select(probe => Judge(probe, stored))];
        relations.NameEntities(judged);
        RequirePlain(judged, format);
        var schema = new Schema(name, [.. judged.Select(judgement => judgement.Column)])
        {
            Format = format,
            Constraints = relations.Propose(judged, rows),
        };
        return new SchemaProposal(schema, rows, [.. judged.Select((judgement, i) => Finding(judgement, probes[i]))])
        {
            Notes = [.. MissingNotes.Of(probes), .. relations.Notes],
        };
    }

    private static ColumnGuess Judge(ColumnProbe probe, IReadOnlyDictionary<string, StoredType>? stored) =>
        StoredInference.Keep(
            probe,
            stored is not null && stored.TryGetValue(probe.Name, out StoredType type) ? type : null,
            ColumnInference.Judge(probe)
        );

    /// <summary>A schema with texts that no document may hold could not be read again.</summary>
    private static void RequirePlain(ColumnGuess[] judged, FileFormat format)
    {
        foreach (string token in format.Missing ?? [])
        {
            InputGate.CheckText(token, "a text for missing cells");
        }
        foreach (CategoricalColumn column in judged.Select(judgement => judgement.Column).OfType<CategoricalColumn>())
        {
            foreach (string level in column.Levels)
            {
                InputGate.CheckText(level, $"a cell of column '{column.Name}'");
            }
        }
    }

    private static void BoundComparing(ColumnProbe[] probes)
    {
        for (int i = probes.Length - 1; i >= 0 && probes.Sum(probe => (long)probe.Texts.Compared) > MaxCompared; i--)
        {
            probes[i].Texts.StopComparing();
        }
    }

    private static ColumnFinding Finding(ColumnGuess judged, ColumnProbe probe)
    {
        double evidence = probe.Texts.Count / (probe.Texts.Count + 10.0);
        return new(
            probe.Name,
            judged.Reason,
            Math.Round(judged.Clarity * evidence, 2),
            Profiles.Of(probe, judged.Column)
        );
    }

    private static string[] Ragged(CsvTokenizer tokenizer) =>
        tokenizer.RaggedRowCount == 0
            ? []
            : [$"Rows with too few or too many cells were padded or cut: {tokenizer.RaggedRowCount:N0}."];
}
