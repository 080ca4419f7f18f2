using System.CommandLine;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Cli;

/// <summary>Options about the format of a CSV file, for what is neither detected nor declared in the schema.</summary>
internal sealed class CsvArguments
{
    private readonly Option<RaggedRows> ragged = new("--ragged")
    {
        Description = "Rows with too few or too many cells: refuse the file, or pad and cut them",
        HelpName = "refuse|pad",
    };
    private readonly Option<string?> delimiter = new("--delimiter")
    {
        Description = "The character between cells, or 'tab'; detected if not given",
        HelpName = "CHAR",
    };
    private readonly Option<bool> decimalComma = new("--decimal-comma")
    {
        Description = "Numbers are written with a decimal comma: 3,14; 'false' if they only look like it",
    };
    private readonly Option<string?> encoding = new("--encoding")
    {
        Description = "The encoding of files that are not UTF-8, such as windows-1251 or shift_jis",
        HelpName = "NAME",
    };
    private readonly Option<string[]> missing = new("--missing")
    {
        Description =
            "A text that means a missing value, as an empty cell does: for example NA; may be repeated. "
            + "It replaces the usual texts; '' leaves none",
        HelpName = "TOKEN",
    };
    private readonly Option<bool> header = new("--header") { Description = "The first line has the columns' names" };
    private readonly Option<bool> noHeader = new("--no-header")
    {
        Description = "The first line is a row: columns are named column_1, column_2 and so on",
    };
    private readonly Option<string?> names = new("--names")
    {
        Description = "The first line is a row: the columns' names, in order, separated by commas",
        HelpName = "A,B,C",
    };
    private NotesOutput? notes;

    internal CsvArguments(Command command)
    {
        foreach (Option option in (Option[])[ragged, delimiter, decimalComma, encoding, missing])
        {
            command.Add(option);
        }
        foreach (Option option in (Option[])[header, noHeader, names])
        {
            command.Add(option);
        }
        command.Validators.Add(result =>
        {
            bool without = result.GetValue(noHeader) || result.GetValue(names) is not null;
            if (result.GetValue(header) && without)
            {
                result.AddError(
                    "--header excludes --no-header and --names: the first line is a header, or it is a row."
                );
            }
        });
    }

    /// <param name="schema">Its declared format applies where no option is given.</param>
    internal CsvOptions Of(ParseResult parsed, Schema? schema = null)
    {
        var declared = schema?.Format ?? new FileFormat();
        var format = new FileFormat(
            parsed.GetValue(delimiter) switch
            {
                null => declared.Delimiter,
                "tab" or "\\t" => "\t",
                var one => one,
            },
            SignDeclared(parsed) ? parsed.GetValue(decimalComma) : declared.DecimalComma,
            parsed.GetValue(missing) is { Length: > 0 } tokens ? tokens : declared.Missing,
            parsed.GetValue(encoding) is { } name ? TextEncodings.Canonical(name) : declared.Encoding,
            Names(parsed, schema, declared),
            declared.Types
        );
        notes ??= new NotesOutput(parsed.GetValue(CommandLine.JsonOption));
        return new CsvOptions
        {
            Ragged = parsed.GetValue(ragged),
            Header = Header(parsed),
            DecimalSignDeclared = SignDeclared(parsed),
            Format = format == new FileFormat() ? null : format,
            Note = notes.Say,
        };
    }

    private bool SignDeclared(ParseResult parsed) => parsed.GetResult(decimalComma) is { Implicit: false };

    private HeaderLine Header(ParseResult parsed) =>
        (parsed.GetValue(header), parsed.GetValue(noHeader)) switch
        {
            (true, _) => HeaderLine.Present,
            (_, true) => HeaderLine.Absent,
            _ => HeaderLine.Detect,
        };

    /// <summary>The names of the columns of a file without a header; null if it has one.</summary>
    private IReadOnlyList<string>? Names(ParseResult parsed, Schema? schema, FileFormat declared)
    {
        if (parsed.GetValue(header))
        {
            return null;
        }
        if (parsed.GetValue(names) is { } given)
        {
            return given.Split(',', StringSplitOptions.TrimEntries);
        }
        return parsed.GetValue(noHeader) && schema is not null
            ? declared.Names ?? [.. schema.Columns.Select(column => column.Name)]
            : declared.Names;
    }
}
