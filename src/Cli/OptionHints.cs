namespace AethergenAI.Cli;

/// <summary>The options by which a refusal about a file or a ledger can be answered.</summary>
internal static class OptionHints
{
    private static readonly Dictionary<string, string> Hints = new(StringComparer.Ordinal)
    {
        ["csv.no-header"] = "--no-header, --names A,B,C or --header",
        ["csv.duplicate-header"] = "--no-header or --names A,B,C",
        ["csv.empty-header"] = "--no-header or --names A,B,C",
        ["csv.names"] = "--names A,B,C",
        ["csv.ragged-row"] = "--delimiter CHAR or --ragged pad",
        ["csv.missing-columns"] = "--delimiter CHAR or --no-header",
        ["csv.encoding"] = "--encoding NAME",
        ["csv.encoding-unknown"] = "--encoding NAME",
        ["csv.nul-byte"] = "--encoding utf-16",
        ["csv.cell"] = "--missing TOKEN or --decimal-comma",
        ["generation.not-finite"] = "--missing inf, --missing nan",
        ["formats.nested-type"] = "--drop COL",
        ["formats.date-range"] = "--drop COL",
        ["generation.text-column"] = "--drop COL or --redact COL",
    };

    private const string OtherUnit =
        "To count by the schema's unit from now on, give --new-unit and --reason: what was spent by the other unit "
        + "stays in the ledger, and is shown there as not covered.";

    /// <param name="onServer">Whether the command asked a server, whose ledgers keep their unit.</param>
    /// <returns>A sentence; null if no option helps.</returns>
    internal static string? For(string code, bool onServer)
    {
        if (code == "privacy.other-unit")
        {
            return onServer ? null : OtherUnit;
        }
        return Hints.TryGetValue(code, out string? options)
            ? $"Options: {options}; 'aethergen schema infer' keeps what they say in the schema, for all commands."
            : null;
    }
}
