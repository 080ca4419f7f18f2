using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AethergenAI.Formats;
using AethergenAI.Schemas;
using AethergenAI.Tables;

namespace AethergenAI.Cli.Commands;

internal static class SchemaCommands
{
    /// <param name="Problems">Contradictions within the schema; if there are any, the rows are not checked.</param>
    /// <param name="Findings">Null if no data was given.</param>
    /// <param name="Doubts">Columns whose meaning is in doubt, or was until a person confirmed it.</param>
    internal sealed record CheckAnswer(
        bool Holds,
        IReadOnlyList<SchemaProblem> Problems,
        SchemaFindings? Findings,
        IReadOnlyList<string> Doubts
    );

    internal static Command Create() =>
        new("schema", "Propose a schema for a file, or check a file against one") { Infer(), Check() };

    private static CliCommand Infer()
    {
        var data = new Argument<string>("DATA")
        {
            Description = "CSV or Parquet, or packaged data (sample:birdstrikes.csv)",
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write the schema to this file instead of to stdout",
            HelpName = "S.schema.json",
        };
        var name = new Option<string?>("--name") { Description = "The schema's name; the file's name if not given" };
        var command = new CliCommand(
            "infer",
            "Propose a schema: kinds, bounds, levels, roles and constraints, with a reason and confidence per column",
            "aethergen schema infer sample:birdstrikes.csv -o birdstrikes.schema.json",
            "aethergen schema infer data.csv --drop name --redact remarks -o data.schema.json",
            "aethergen schema infer data.csv --json"
        )
        {
            data,
            output,
            name,
        };
        var leftOut = new LeftOutArguments(command);
        var datasets = new DatasetArguments(command);
        var csv = new CsvArguments(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                string file = PackagedData.Resolve(parsed.GetRequiredValue(data));
                if (parsed.GetValue(output) is { } place)
                {
                    OutputPlace.CheckFile(place);
                }
                await Task.Run(
                    () => datasets.Record(parsed, [file], "schema infer", "inferred schema and exact profile", ct),
                    ct
                );
                string called = parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(file);
                var proposal = await Task.Run(
                    () => TableFile.Infer(file, called, csv.Of(parsed), ct, leftOut.Dropped(parsed)),
                    ct
                );
                proposal = leftOut.Apply(parsed, proposal);
                if (parsed.GetValue(output) is { } path)
                {
                    await AtomicFile.WriteAsync(path, Output.Bytes(proposal.Schema), ct);
                }
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(proposal);
                }
                else
                {
                    if (parsed.GetValue(output) is null)
                    {
                        Output.Json(proposal.Schema);
                    }
                    Explain(proposal, isText: !TableFile.IsParquet(file));
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static void Explain(SchemaProposal proposal, bool isText)
    {
        var rows = proposal.Columns.Zip(proposal.Schema.Columns, (finding, column) =>
            (string[])
                [
                    column.Name,
                    Kind(column),
                    JsonNamingPolicy.KebabCaseLower.ConvertName($"{column.Role}"),
                    finding.Confidence.ToString("0%", CultureInfo.InvariantCulture),
                    finding.Profile.Missing.ToString("N0", CultureInfo.InvariantCulture),
                    finding.Profile.Distinct.ToString("N0", CultureInfo.InvariantCulture),
                    finding.Reason,
                ]
        );
        Output.Grid(Console.Error, ["column", "kind", "role", "sure", "missing", "distinct", "because"], rows);
        foreach (var constraint in proposal.Schema.Constraints)
        {
            Output.Note($"{(constraint.Active ? "active" : "inactive")}: {constraint.Sentence()}; {constraint.Reason}");
        }
        foreach (string note in proposal.Notes)
        {
            Output.Note(note);
        }
        foreach (var column in proposal.Schema.Columns.Where(column => column.IsInDoubt))
        {
            Output.Note($"IN DOUBT: column '{column.Name}': {column.Doubt}");
        }
        if (proposal.Schema.Columns.Any(column => column is { IsInDoubt: true } and not TextColumn))
        {
            Output.Note("A fit refuses columns in doubt. To confirm one, set its \"confirmed\" to true in the schema.");
        }
        string[] texts =
        [
            .. proposal
                .Schema.Columns.Where(column => column is TextColumn { Redacted: null })
                .Select(column => column.Name),
        ];
        if (texts.Length > 0)
        {
            Output.Note(
                $"A fit refuses free text, confirmed or not: leave it out with --drop {string.Join(',', texts)}, "
                    + $"or redact it with --redact {string.Join(',', texts)}."
            );
        }
        if (isText && proposal.Notes.Count > 0)
        {
            Output.Note(
                "If it was read wrongly: --delimiter, --header, --no-header, --names, --encoding, --decimal-comma, "
                    + "--missing."
            );
        }
        Output.Note($"{Counts.Of(proposal.Rows, "row")}, {Counts.Of(proposal.Columns.Count, "column")}.");
    }

    private static string Kind(Column column) =>
        column.GetType().Name.Replace("Column", "", StringComparison.Ordinal).ToLowerInvariant();

    private static CliCommand Check()
    {
        var schema = new Argument<string>("S.schema.json") { Description = "The schema" };
        var data = new Argument<string?>("DATA")
        {
            Description = "The rows to check; without them, only the schema itself is checked",
            HelpName = "[DATA]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var seed = new Option<string?>("--seed")
        {
            Description = "The real rows that define the allowed combinations; without, combinations are not checked",
            HelpName = "TRAIN.csv",
        };
        var command = new CliCommand(
            "check",
            "List the rows and columns where the data breaks the schema; exit 1 if there are any",
            "aethergen schema check birdstrikes.schema.json sample:birdstrikes.csv",
            "aethergen schema check birdstrikes.schema.json synthetic.csv --seed sample:birdstrikes.csv"
        )
        {
            schema,
            data,
            seed,
        };
        var datasets = new DatasetArguments(command);
        var csv = new CsvArguments(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                if (parsed.GetValue(seed) is not null && parsed.GetValue(data) is null)
                {
                    return CommandLine.Misused(
                        command,
                        parsed.GetValue(CommandLine.JsonOption),
                        "--seed is only used to check rows: name the rows as DATA."
                    );
                }

                var document = SchemaReader.Parse(await JsonInput.TextAsync(parsed.GetRequiredValue(schema), ct));
                var problems = SchemaCheck.Problems(document);
                SchemaFindings? findings = null;
                if (problems.Count == 0 && parsed.GetValue(data) is { } rows)
                {
                    string file = PackagedData.Resolve(rows);
                    string? real = parsed.GetValue(seed) is { } named ? PackagedData.Resolve(named) : null;
                    var options = csv.Of(parsed, document);
                    await Task.Run(
                        () =>
                            datasets.Record(
                                parsed,
                                real is null ? [file] : [file, real],
                                "schema check",
                                "check of the rows against a schema",
                                ct
                            ),
                        ct
                    );
                    findings = await Task.Run(
                        () =>
                        {
                            var allowed = real is null ? null : TableFile.Read(real, document, options, ct);
                            return TableFile.Check(file, document, options, allowed, ct);
                        },
                        ct
                    );
                }

                var answer = new CheckAnswer(
                    problems.Count == 0 && findings is null or { Holds: true },
                    problems,
                    findings,
                    ColumnDoubts.Of(document)
                );
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(answer);
                }
                else
                {
                    Print(answer, document);
                }
                return answer.Holds ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }

    private static void Print(CheckAnswer answer, Schema schema)
    {
        foreach (var problem in answer.Problems)
        {
            Console.Out.WriteLine($"{problem.Where}: {problem.Message} [{problem.Code}]");
        }
        foreach (var rule in answer.Findings?.Rules ?? [])
        {
            string columns = string.Join(", ", rule.Columns);
            Console.Out.WriteLine(
                $"{columns}: {rule.Says} ({rule.Rule}): broken in {Counts.Of(rule.Violations, "row")}"
            );
            foreach (var place in rule.Examples)
            {
                Console.Out.WriteLine(
                    $"  row {place.Row}{(place.Line is { } line ? $" (line {line})" : "")}, column {columns}"
                );
            }

            long more = rule.Violations - rule.Examples.Count;
            if (more > 0)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … and {more:N0} more"));
            }
        }

        foreach (string doubt in answer.Doubts)
        {
            Console.Out.WriteLine($"Note: {doubt}");
        }
        foreach (string skipped in answer.Findings?.NotChecked ?? [])
        {
            Console.Out.WriteLine($"Not checked: {skipped} Name it with --seed TRAIN.csv.");
        }

        Console.Out.WriteLine(
            answer switch
            {
                { Problems.Count: > 0 } =>
                    $"The schema contradicts itself: {Counts.Of(answer.Problems.Count, "problem")}.",
                { Findings: null } => $"The schema is valid: {Counts.Of(schema.Columns.Count, "column")}, "
                    + $"{Counts.Of(schema.Constraints.Count, "constraint")}, hash {SchemaHash.Of(schema)}.",
                { Holds: true, Findings.Rows: 1 } => "The only row satisfies the schema.",
                { Holds: true } => $"All {Counts.Of(answer.Findings.Rows, "row")} satisfy the schema.",
                _ => $"{Counts.Of(answer.Findings.Violations, "violation")} in "
                    + $"{Counts.Of(answer.Findings.Rows, "row")}.",
            }
        );
    }
}
