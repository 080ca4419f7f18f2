using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace AethergenAI.AppHost;

/// <summary>One log for all processes, each line with its source. What an operator must see is shown as well.</summary>
/// <remarks>As a logger provider it takes AppHost's own messages and, under the categories of resources, every line
/// that these print.</remarks>
internal sealed class SystemLog : ILoggerProvider
{
    private const string Resources = ".Resources.",
        Own = "up";

    private readonly Lock gate = new();
    private readonly LogFile file;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, string> complaints = new(StringComparer.Ordinal);

    public SystemLog(string path, TimeProvider clock)
        : this(new LogFile(path), clock) { }

    internal SystemLog(LogFile file, TimeProvider clock) => (this.file, this.clock) = (file, clock);

    public string Path => file.Path;

    /// <summary>Whether errors go to the file only: processes that are stopped complain about each other.</summary>
    public bool Quiet { get; set; }

    /// <summary>What a resource said last that sounds like a reason.</summary>
    public string LastComplaint(string resource) => complaints.GetValueOrDefault(resource, "it said nothing.");

    /// <summary>Writes it, unless it holds the dashboard's secret.</summary>
    public void Write(string source, string line)
    {
        if (line.Contains("/login?t=", StringComparison.Ordinal))
        {
            return;
        }

        lock (gate)
        {
            file.Append($"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {source, -8} {line}");
        }
    }

    /// <summary>Says it on the terminal too.</summary>
    public void Say(string text)
    {
        Write(Own, text);
        Show(text);
    }

    public ILogger CreateLogger(string categoryName)
    {
        int at = categoryName.IndexOf(Resources, StringComparison.Ordinal);
        return new Logger(this, at < 0 ? null : categoryName[(at + Resources.Length)..]);
    }

    public void Dispose() => file.Dispose();

    /// <summary>A terminal that is gone, or a full disk behind it, ends no process.</summary>
    private static void Show(string text)
    {
        try
        {
            Console.WriteLine(text);
        }
        catch (IOException)
        {
            return;
        }
    }

    private void Hear(string source, string line, bool isError)
    {
        Write(source, line);
        if (ErrorIn(line) is { } error)
        {
            complaints[source] = error;
            if (!Quiet)
            {
                Show($"{source}: {error}");
            }
        }
        else if (SoundsWrong(line, isError))
        {
            complaints[source] = line;
        }
    }

    private static bool SoundsWrong(string line, bool isError) =>
        (isError && !string.IsNullOrWhiteSpace(line) && !line.StartsWith("   ", StringComparison.Ordinal))
        || line.Contains("FATAL:", StringComparison.Ordinal);

    /// <summary>The message of a JSON log line at level Error or above; null for any other line.</summary>
    private static string? ErrorIn(string line)
    {
        if (!line.StartsWith('{'))
        {
            return null;
        }

        try
        {
            using JsonDocument entry = JsonDocument.Parse(line);
            bool isError = TextOf(entry.RootElement, "LogLevel") is "Error" or "Critical";
            return isError ? TextOf(entry.RootElement, "Message") ?? line : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null where the entry has no such text.</returns>
    private static string? TextOf(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <param name="resource">Whose lines these are; null: AppHost's own.</param>
    private sealed class Logger(SystemLog log, string? resource) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => resource is not null || logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            string message = formatter(state, exception);
            if (resource is null)
            {
                log.Write(Own, exception is null ? message : $"{message} {exception}");
                return;
            }

            string? line = (state as IEnumerable<KeyValuePair<string, object?>>)
                ?.FirstOrDefault(part => part.Key == "LineContent")
                .Value?.ToString();
            log.Hear(resource, WithoutTime(line ?? message), logLevel >= LogLevel.Error);
        }

        /// <summary>The orchestrator begins each line with the time.</summary>
        private static string WithoutTime(string line)
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            return space > 10 && line[10] == 'T' && line[space - 1] == 'Z' ? line[(space + 1)..] : line;
        }
    }
}
