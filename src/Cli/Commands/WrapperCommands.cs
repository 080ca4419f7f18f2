using System.CommandLine;

namespace AethergenAI.Cli.Commands;

/// <summary>The commands that <c>./aethergen</c> carries out itself; listed here for <c>--help</c>.</summary>
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
                    Description = "The port of the application; if not given, 5080 or the next free one",
                    HelpName = "PORT",
                },
                new Option<bool>("--no-demo") { Description = "Start without the demo workspace" },
            }
        );

    internal static Command Test() =>
        Of(
            new CliCommand(
                "test",
                "Run all tests; the last line is 'N passed, N failed'",
                "./aethergen test",
                "./aethergen test --fast",
                "./aethergen test --only Cli.Tests",
                "./aethergen test --style"
            )
            {
                new Option<bool>("--fast")
                {
                    Description = "Run only the tests without database and browser: for each commit",
                },
                new Option<bool>("--style") { Description = "Also check the formatting of all sources" },
                new Option<string>("--only") { Description = "One test project, or web", HelpName = "NAME" },
            }
        );

    internal static Command Bench() =>
        Of(
            new CliCommand(
                "bench",
                "Run the benchmarks and compare them with their targets",
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
                "Build the releases: the command line for a platform, a tool package, "
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
            Output.Note(
                $"aethergen: '{command.Name}' needs a checkout of the source: run ./aethergen {command.Name} in it."
            );
            return ExitCode.Usage;
        });
        return command;
    }
}
