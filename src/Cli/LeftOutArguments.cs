using System.CommandLine;
using AethergenAI.Schemas;
using AethergenAI.Tables;

namespace AethergenAI.Cli;

/// <summary>The columns that no generator may learn: left out of a proposed schema, or redacted in it.</summary>
internal sealed class LeftOutArguments
{
    private readonly Option<string[]> drop = new("--drop")
    {
        Description =
            "Columns to leave out of the schema, such as names and free text; may be repeated. Files may "
            + "still have them; commands that read the schema skip them",
        HelpName = "COL[,COL]",
    };

    private readonly Option<string[]> redact = new("--redact")
    {
        Description =
            $"Columns of which every cell that is not missing counts as {TextColumn.RedactedText}, so that nothing "
            + "else is learned of them; may be repeated",
        HelpName = "COL[,COL]",
    };

    public LeftOutArguments(Command command)
    {
        command.Add(drop);
        command.Add(redact);
    }

    /// <summary>The names to drop, of a file with these columns.</summary>
    public Func<IReadOnlyList<string>, IReadOnlyList<string>> Dropped(ParseResult parsed) =>
        columns => Names(drop, parsed, columns);

    /// <exception cref="RefusedException">A name is empty, is no column's, or is given for both.</exception>
    public SchemaProposal Apply(ParseResult parsed, SchemaProposal proposal)
    {
        string[] columns = [.. proposal.Schema.Columns.Select(column => column.Name)];
        string[] redacted = Names(redact, parsed, columns);
        string[] dropped = Names(drop, parsed, columns);
        return redacted.Intersect(dropped, StringComparer.Ordinal).FirstOrDefault() is { } both
            ? throw CliRefusals.DroppedAndRedacted(both)
            : proposal.Redacting(redacted).Without(dropped);
    }

    /// <summary>Commas separate names, unless a column is called just so.</summary>
    private static string[] Names(Option<string[]> option, ParseResult parsed, IReadOnlyList<string> columns)
    {
        string[] names =
        [
            .. (parsed.GetValue(option) ?? []).SelectMany(name =>
                columns.Contains(name) ? [name] : name.Split(',', StringSplitOptions.TrimEntries)
            ),
        ];
        return names.Contains("") ? throw CliRefusals.EmptyColumn(option.Name) : names;
    }
}
