using AethergenAI.Tables;
using AethergenAI.Tables.Csv;
using Microsoft.AspNetCore.Mvc;

namespace AethergenAI.Api.Seeding;

/// <summary>How an uploaded CSV file is written, where that is not to be judged on its rows.</summary>
public sealed record FileDialect
{
    /// <summary>The character between cells; if absent, judged.</summary>
    [FromQuery(Name = "delimiter")]
    public string? Delimiter { get; init; }

    /// <summary>Whether numbers are written with a decimal comma; if absent, judged.</summary>
    [FromQuery(Name = "decimalComma")]
    public bool? DecimalComma { get; init; }

    /// <summary>
    /// What the first line is: <c>present</c> if it names the columns, <c>absent</c> if it is a row. If absent or
    /// <c>judge</c>, a first line that looks like a row is refused with <c>csv.no-header</c>.
    /// </summary>
    [FromQuery(Name = "header")]
    public string? Header { get; init; }

    /// <summary>The names of the columns of a file without a header, in order; repeat the parameter.</summary>
    [FromQuery(Name = "names")]
    public string[]? Names { get; init; }

    /// <summary>The encoding of a file that is not UTF-8, such as <c>windows-1251</c>; if absent, judged.</summary>
    [FromQuery(Name = "encoding")]
    public string? Encoding { get; init; }

    /// <summary>
    /// The texts that mean a missing value, instead of the usual ones; repeat the parameter. One that is empty leaves
    /// only the empty cell.
    /// </summary>
    [FromQuery(Name = "missing")]
    public string[]? Missing { get; init; }

    internal CsvOptions Options() =>
        new()
        {
            Header = Line(Header),
            DecimalSignDeclared = DecimalComma is not null,
            Format = new FileFormat(
                Delimiter,
                DecimalComma ?? false,
                Missing is { Length: > 0 } ? Missing : null,
                Encoding is null ? null : TextEncodings.Canonical(Encoding),
                Names is { Length: > 0 } ? Names : null
            ),
        };

    /// <summary>Parsed here, because ASP.NET would take only the C# names of the enum's members.</summary>
    private static HeaderLine Line(string? word) =>
        word switch
        {
            null or "judge" => HeaderLine.Detect,
            "present" => HeaderLine.Present,
            "absent" => HeaderLine.Absent,
            _ => throw new RefusedException(
                RefusalKind.Invalid,
                "request.invalid",
                $"'{word}' is not a valid 'header'. Give 'present', 'absent' or 'judge'."
            ),
        };
}
