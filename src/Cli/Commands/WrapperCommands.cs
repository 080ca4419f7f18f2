using System.CommandLine;

namespace AethergenAI.Cli.Commands;

/// <summary>What <c>./aethergen</c> does itself, listed here so that <c>--help</c> shows everything there is.</summary>
internal static class WrapperCommands
{
    internal static Command Up() =>
        Of(
            new CliCommand(
                "up",
                "Start the whole system on this machine: database, API, worker and web app; "
                    + "prints the address and a sign-in link",
                "./aethergen up",
                "./aethergen up --port 8080"
            )
            {
                new Option<int>("--port")
                {
                    Description = "Where the application answers; without, 5080 or the next one that is free",
                    HelpName = "PORT",
                },
                new Option<bool>("--no-demo") { Description = "Leave the demo workspace out" },
            }
        );

    internal static Command Test() =>
        Of(
            new CliCommand(
                "test",
                "Run every test there is; the last line is 'N passed, N failed'",
                "./aethergen test",
                "./aethergen test --fast",
                "./aethergen test --only Cli.Tests",
                "./aethergen test --style"
            )
            {
                new Option<bool>("--fast") { Description = "What to run before each commit: no database, no browser" },
                new Option<bool>("--style") { Description = "Also check the formatting of every source" },
                new Option<string>("--only") { Description = "One test project, or web", HelpName = "NAME" },
            }
        );

    internal static Command Bench() =>
        Of(
            new CliCommand(
                "bench",
                "Measure what the product is held to, beside its targets",
                "./aethergen bench",
                "./aethergen bench formats",
                "./aethergen bench --record"
            )
            {
                new Option<bool>("--record")
                {
                    Description = "Add the measured ratios to tests/Benchmarks/history.jsonl",
                },
                new Argument<string>("FILTER")
                {
                    Description = "Part of a benchmark's name",
                    HelpName = "[FILTER]",
                    Arity = ArgumentArity.ZeroOrOne,
                },
            }
        );

    internal static Command Publish() =>
        Of(
            new CliCommand(
                "publish",
                "Make what is handed out: the command line for a platform, a tool package, "
                    + "containers or the whole system",
                "./aethergen publish --rid linux-x64 -o OUT/",
                "./aethergen publish --system -o OUT/"
            )
        );

    internal static Command Docs() =>
        Of(
            new CliCommand(
                "docs",
                "Build the API reference of Core and Onnx into artifacts/api-reference",
                "./aethergen docs"
            )
        );

    private static CliCommand Of(CliCommand command)
    {
        command.SetAction(_ =>
        {
            Output.Note($"aethergen: '{command.Name}' needs the checkout: run ./aethergen {command.Name} there.");
            return ExitCode.Usage;
        });
        return command;
    }
}
