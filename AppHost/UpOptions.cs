using System.Globalization;

namespace AethergenAI.AppHost;

internal sealed class UsageException(string message) : Exception(message);

/// <param name="Port">Where the application is to answer; null: 5080, or the next free one.</param>
/// <param name="Demo">Whether the demo workspace is made where it is missing.</param>
internal sealed record UpOptions(int? Port, bool Demo)
{
    private const string Help = """
        Brings AethergenAI up on this machine and keeps it running until Ctrl-C.

        Usage: aethergen up [--port PORT] [--no-demo]

          --port PORT   where the application answers; without it 5080, or the next one that is free
          --no-demo     leave the demo workspace out
          -h, --help    this text

        AETHERGEN_HOME  where data and logs are kept; without it .aethergen beside this program or in the checkout
        AETHERGEN_PG    a PostgreSQL to use (a connection string of a role that may create databases); without it one is started
        """;

    /// <returns>Null where help was asked for, and given.</returns>
    /// <exception cref="UsageException">An argument is unknown or lacks its value.</exception>
    internal static UpOptions? Parse(string[] args)
    {
        var options = new UpOptions(null, Demo: true);
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "-h" or "--help":
                    Console.WriteLine(Help);
                    return null;
                case "--no-demo":
                    options = options with { Demo = false };
                    break;
                case "--port" when i + 1 < args.Length:
                    options = options with { Port = ParsePort(args[++i]) };
                    break;
                case string port when port.StartsWith("--port=", StringComparison.Ordinal):
                    options = options with { Port = ParsePort(port["--port=".Length..]) };
                    break;
                default:
                    throw new UsageException(
                        args[i] == "--port"
                            ? "--port wants a number."
                            : $"unknown {(args[i].StartsWith('-') ? "option" : "argument")} '{args[i]}'."
                    );
            }
        }

        return options;
    }

    private static int ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536
            ? port
            : throw new UsageException($"'{text}' is no port; a port is a number from 1 to 65535.");
}
