using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.Json;
using AethergenAI.Cli.Commands;

namespace AethergenAI.Cli;

/// <summary>Every command, and how words that name none are answered.</summary>
internal static class CommandLine
{
    /// <summary>How long a cancelled command may take to clean up before the process ends regardless.</summary>
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
            PackCommand.Create(),
            VerifyCommand.Create(),
            DoctorCommand.Create(),
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
        if (parsed.Action is ParseErrorAction)
        {
            bool json = args.Contains(JsonOption.Name, StringComparer.Ordinal);
            return Misused(parsed.CommandResult.Command, json, [.. Problems(parsed).Distinct(StringComparer.Ordinal)]);
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Grace }
        );
    }

    /// <summary>Says how a command was misused.</summary>
    /// <param name="json">As one document instead of lines.</param>
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

    /// <summary>Where a word is mistyped, only that is reported: the missing options would follow from it.</summary>
    private static IEnumerable<string> Problems(ParseResult parsed) =>
        parsed.UnmatchedTokens.Count == 0
            ? parsed.Errors.Select(Words)
            : parsed.UnmatchedTokens.Select(word =>
            {
                var command = parsed.CommandResult.Command;
                var known = word.StartsWith('-')
                    ? command.Options.Append(JsonOption).SelectMany(option => option.Aliases.Append(option.Name))
                    : command.Subcommands.Select(sub => sub.Name);
                string meant = Spelling.Nearest(word, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
                return "unknown "
                    + $"{(word.StartsWith('-') ? "option" : command.Subcommands.Count > 0 ? "command" : "argument")} "
                    + $"'{word}'.{meant}";
            });

    /// <summary>What an option takes, where the parser would name a type of the program.</summary>
    private static string Words(ParseError error) =>
        error.SymbolResult is OptionResult { Option: var option, Tokens: [var token, ..] }
        && error.Message.Contains(option.ValueType.FullName!, StringComparison.Ordinal)
            ? $"{option.Name} takes {Kind(option)}, not '{token.Value}'."
            : error.Message;

    private static string Kind(Option option) =>
        option.ValueType.IsEnum ? option.HelpName!.Replace("|", " or ", StringComparison.Ordinal)
        : option.ValueType == typeof(bool) ? "true or false"
        : option.ValueType == typeof(double) || option.ValueType == typeof(double?) ? "a number"
        : option.ValueType == typeof(ulong) ? "a whole number from 0"
        : "a whole number";

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
        /// Arguments that may be left out bear a name in brackets, which the parser's help puts between angles,
        /// and in its usage line into brackets again.
        /// </summary>
        private static string Bracketed(string help) =>
            help.Replace("[<[", "[<", StringComparison.Ordinal)
                .Replace("]>]", ">]", StringComparison.Ordinal)
                .Replace("<[", "[<", StringComparison.Ordinal)
                .Replace("]>", ">]", StringComparison.Ordinal);
    }
}
