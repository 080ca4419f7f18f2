using System.CommandLine;
using System.CommandLine.Parsing;
using AethergenAI.Cli.Datasets;

namespace AethergenAI.Cli;

/// <summary>An output that would replace one of the command's own inputs, by whatever name.</summary>
internal static class OverwrittenInput
{
    /// <exception cref="RefusedException">The file after <c>-o</c> is another argument of the command.</exception>
    internal static void Refuse(ParseResult parsed)
    {
        if (Output(parsed.CommandResult) is not { } output || Place(output) is not { } place)
        {
            return;
        }
        if (Inputs(parsed.CommandResult).Any(input => Place(input) == place))
        {
            throw CliRefusals.OutputIsInput(output);
        }
    }

    /// <returns>Null where there is no file, or a link leads back to itself, which the command says itself.</returns>
    private static string? Place(string path)
    {
        try
        {
            return File.Exists(path) ? RealPath.Of(path) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? Output(CommandResult command) =>
        command
            .Children.OfType<OptionResult>()
            .Where(IsOutput)
            .SelectMany(option => option.Tokens)
            .FirstOrDefault()
            ?.Value;

    private static IEnumerable<string> Inputs(CommandResult command) =>
        command.Children.Where(part => part is not OptionResult option || !IsOutput(option)).SelectMany(Words);

    private static IEnumerable<string> Words(SymbolResult part) => part.Tokens.Select(token => token.Value);

    private static bool IsOutput(OptionResult option) => option.Option.Aliases.Contains("-o");
}
