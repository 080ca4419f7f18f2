using System.Globalization;

namespace AethergenAI.AppHost;

internal sealed class UsageException(string message) : Exception(message);

/// <param name="IsUp">Whether the command line is that of <c>aethergen up</c>, and not one of Aspire's own.</param>
/// <param name="Dashboard">Whether Aspire's dashboard runs.</param>
/// <param name="Settings">Arguments for the configuration: <c>--Api:Port=5080</c>.</param>
internal sealed record UpOptions(bool IsUp, bool Dashboard, params string[] Settings)
{
    private const string Help = """
        Brings AethergenAI up on this machine and keeps it running until Ctrl-C.

        Usage: aethergen up [--port PORT] [--no-demo] [--without-dashboard]

          --port PORT           where the application answers; without it 5080, or the next one that is free
          --no-demo             leave the demo workspace out
          --without-dashboard   leave out the dashboard of processes, logs and traces, for small machines
          -h, --help            this text

        AETHERGEN_HOME          where data and logs are kept;
                                without it .aethergen beside this program or in the checkout
        AETHERGEN_PG            a PostgreSQL to use (a connection string of a role that may create databases);
                                without it one is started
        Postgres__Container     true: the one that is started runs in a container
        Worker__Count           how many workers; without it 1
        """;

    /// <returns>Null where help was asked for, and given.</returns>
    /// <exception cref="UsageException">An argument is unknown or lacks its value.</exception>
    internal static UpOptions? Parse(string[] args)
    {
        if (args is not ["up", .. var words])
        {
            return new UpOptions(IsUp: false, Dashboard: true, args);
        }

        bool dashboard = true;
        List<string> settings = [];
        for (int i = 0; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "-h" or "--help":
                    Console.WriteLine(Help);
                    return null;
                case "--no-demo":
                    settings.Add("--Demo=false");
                    break;
                case "--without-dashboard":
                    dashboard = false;
                    break;
                case "--port" when i + 1 < words.Length:
                    settings.Add($"--Api:Port={ParsePort(words[++i])}");
                    break;
                case string port when port.StartsWith("--port=", StringComparison.Ordinal):
                    settings.Add($"--Api:Port={ParsePort(port["--port=".Length..])}");
                    break;
                default:
                    throw new UsageException(words[i] == "--port" ? "--port wants a number." : Unknown(words[i]));
            }
        }

        return new UpOptions(IsUp: true, dashboard, [.. settings]);
    }

    /// <exception cref="UsageException">It is no port.</exception>
    internal static int ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536
            ? port
            : throw new UsageException($"'{text}' is no port; a port is a number from 1 to 65535.");

    private static string Unknown(string word)
    {
        string kind = word.StartsWith('-') ? "option" : "argument";
        return $"unknown {kind} '{word}'.";
    }
}
