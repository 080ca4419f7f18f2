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
        Description = "Numbers are written with a decimal comma: 3,14",
    };
    private readonly Option<string?> encoding = new("--encoding")
    {
        Description = "utf-8 or latin-1; detected if not given",
        HelpName = "NAME",
    };
    private readonly Option<string[]> missing = new("--missing")
    {
        Description = "A text that means a missing value, as an empty cell does: for example NA; may be repeated",
        HelpName = "TOKEN",
    };

    internal CsvArguments(Command command)
    {
        encoding.AcceptOnlyFromAmong("utf-8", "latin-1");
        foreach (Option option in (Option[])[ragged, delimiter, decimalComma, encoding, missing])
        {
            command.Add(option);
        }
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
            parsed.GetValue(decimalComma) || declared.DecimalComma,
            parsed.GetValue(missing) is { Length: > 0 } tokens ? tokens : declared.Missing
        );
        return new CsvOptions
        {
            Ragged = parsed.GetValue(ragged),
            Encoding = parsed.GetValue(encoding) switch
            {
                "utf-8" => TextEncoding.Utf8,
                "latin-1" => TextEncoding.Latin1,
                _ => TextEncoding.Detect,
            },
            Format = format == new FileFormat() ? null : format,
        };
    }
}
