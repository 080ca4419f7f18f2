using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.Json;
using AethergenAI.Cli.Commands;

namespace AethergenAI.Cli;

/// <summary>The tree of commands, and the messages for wrong usage.</summary>
internal static class CommandLine
{
    /// <summary>How long a cancelled command may clean up before the process is ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private const string Name = "aethergen";

    internal static readonly Option<bool> JsonOption = new("--json")
    {
        Description = "Print the result as one JSON document to stdout, and a problem as one to stderr",
        Recursive = true,
    };

    internal static Command Root()
    {
        var help = new HelpOption();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return new CliCommand(
            Name,
            "Synthetic data with evidence: from a seed file to rows, a report, "
                + "and a pack that a stranger can verify offline.",
            "aethergen doctor",
            "aethergen schema infer sample:birdstrikes.csv -o birdstrikes.schema.json",
            "aethergen run docs/ABLATION_RECIPES_EXAMPLE.json"
        )
        {
            help,
            new VersionOption(),
            JsonOption,
            SchemaCommands.Create(),
            FitCommand.Create(),
            SampleCommand.Create(),
            EvaluateCommand.Create(),
            DriftCommand.Create(),
            RunCommand.Create(""),
            RunCommand.Resume(""),
            PlanCommand.Create(""),
            RecipeCommands.Create(),
            CardCommands.Create(),
            AuditCommand.Create(),
            LedgerCommand.Create(),
            PackCommand.Create(),
            VerifyCommand.Create(),
            VerifyAuditCommand.Create(),
            LoginCommands.Login(),
            LoginCommands.Logout(),
            ServerListCommands.Runs(),
            PullCommand.Create(),
            ServerListCommands.Budget(),
            DoctorCommand.Create(),
            BackupCommands.Backup(),
            BackupCommands.Restore(),
            WrapperCommands.Up(),
            WrapperCommands.Test(),
            WrapperCommands.Bench(),
            WrapperCommands.Publish(),
            WrapperCommands.Docs(),
        };
    }

    internal static async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Root().Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Action is ParseErrorAction || TakenForFiles(parsed).Any())
        {
            bool json = args.Contains(JsonOption.Name, StringComparer.Ordinal);
            return Misused(parsed.CommandResult.Command, json, [.. Problems(parsed).Distinct(StringComparer.Ordinal)]);
        }

        OverwrittenInput.Refuse(parsed);
        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Grace }
        );
    }

    /// <summary>Prints what is wrong with the arguments of a command.</summary>
    /// <param name="json">Print one JSON document instead of lines.</param>
    internal static int Misused(Command command, bool json, params string[] problems)
    {
        if (json)
        {
            string message = $"{string.Join(' ', problems)} See: {Path(command)} --help";
            Console.Error.WriteLine(JsonSerializer.Serialize(new { code = "usage", message }, Json.Options));
            return ExitCode.Usage;
        }

        foreach (string problem in problems)
        {
            Console.Error.WriteLine($"aethergen: {problem}");
        }
        Console.Error.WriteLine($"See: {Path(command)} --help");
        return ExitCode.Usage;
    }

    /// <summary>
    /// If a word is unknown, only that is reported: a mistyped option also makes others look missing.
    /// </summary>
    private static IEnumerable<string> Problems(ParseResult parsed)
    {
        string[] unknown = [.. TakenForFiles(parsed)];
        if (unknown.Length == 0)
        {
            unknown = [.. parsed.UnmatchedTokens];
        }

        return unknown.Length == 0
            ? parsed.Errors.Select(Words)
            : unknown.Select(word => Unknown(word, parsed.CommandResult.Command));
    }

    /// <summary>
    /// Unknown options that the parser takes for the names of files. A file whose name begins with a hyphen can be
    /// given as <c>./-name</c>.
    /// </summary>
    private static IEnumerable<string> TakenForFiles(ParseResult parsed) =>
        parsed
            .CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .Where(word => word.Length > 1 && word[0] == '-');

    private static string Unknown(string word, Command command)
    {
        bool isOption = word.StartsWith('-');
        var known = isOption
            ? command.Options.Append(JsonOption).SelectMany(option => option.Aliases.Append(option.Name))
            : command.Subcommands.Select(sub => sub.Name);
        string kind = command.Subcommands.Count > 0 ? "command" : "argument";
        string meant = Spelling.Nearest(word, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return $"unknown {(isOption ? "option" : kind)} '{word}'.{meant}";
    }

    /// <summary>Replaces the parser's messages that name a .NET type by the kind of value the option takes.</summary>
    private static string Words(ParseError error) =>
        error.SymbolResult is OptionResult { Option: var option, Tokens: [var token, ..] }
        && error.Message.Contains(option.ValueType.FullName!, StringComparison.Ordinal)
            ? $"{option.Name} takes {Kind(option)}, not '{token.Value}'."
            : error.Message;

    private static string Kind(Option option) =>
        (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType) switch
        {
            { IsEnum: true } => option.HelpName!.Replace("|", " or ", StringComparison.Ordinal),
            var type when type == typeof(bool) => "true or false",
            var type when type == typeof(double) => "a number",
            var type when type == typeof(ulong) => "a whole number from 0",
            _ => "a whole number",
        };

    private static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent
            ? $"{Path(parent)} {command.Name}"
            : command.Name;

    private sealed class HelpWithExamples(HelpAction usage) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var output = parseResult.InvocationConfiguration.Output;
            using var text = new StringWriter();
            parseResult.InvocationConfiguration.Output = text;
            int code = usage.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output = output;
            output.Write(Bracketed(text.ToString()));
            if (parseResult.CommandResult.Command is CliCommand { Details: { Count: > 0 } details })
            {
                output.WriteLine(string.Join(Environment.NewLine, details));
                output.WriteLine();
            }
            if (parseResult.CommandResult.Command is CliCommand { Examples: { Count: > 0 } examples })
            {
                output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
                foreach (string example in examples)
                {
                    output.WriteLine($"  {example}");
                }
                output.WriteLine();
            }

            output.WriteLine("Exit codes:");
            output.WriteLine(ExitCode.Explained);
            return code;
        }

        /// <summary>
        /// The help name of an optional argument is in square brackets. The parser's help adds angle brackets around
        /// it, and a second pair of square brackets in its usage line; this undoes both.
        /// </summary>
        private static string Bracketed(string help) =>
            help.Replace("[<[", "[<", StringComparison.Ordinal)
                .Replace("]>]", ">]", StringComparison.Ordinal)
                .Replace("<[", "[<", StringComparison.Ordinal)
                .Replace("]>", ">]", StringComparison.Ordinal);
    }
}
