using System.Text.Json;

namespace AethergenAI.AppHost;

/// <summary>One log for all processes, each line with its source. What an operator must see is shown as well.</summary>
internal sealed class LogFile : IDisposable
{
    private const long Largest = 20 << 20;

    private readonly Lock gate = new();
    private readonly StreamWriter writer;
    private readonly TimeProvider clock;

    public LogFile(string path, TimeProvider clock)
    {
        this.clock = clock;
        if (File.Exists(path) && new FileInfo(path).Length > Largest)
        {
            File.Move(path, path + ".1", overwrite: true);
        }
        writer = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            AutoFlush = true,
        };
        Path = path;
    }

    public string Path { get; }

    public void Write(string source, string line)
    {
        lock (gate)
        {
            writer.WriteLine($"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {source, -8} {line}");
        }
    }

    /// <summary>Says it on the terminal too.</summary>
    public void Say(string text)
    {
        Write("up", text);
        Console.WriteLine(text);
    }

    /// <summary>The message of a JSON log line at level Error or above; null for any other line.</summary>
    public static string? ErrorIn(string line)
    {
        if (!line.StartsWith('{'))
        {
            return null;
        }

        try
        {
            using JsonDocument entry = JsonDocument.Parse(line);
            return
                entry.RootElement.TryGetProperty("LogLevel", out JsonElement level)
                && level.GetString() is "Error" or "Critical"
                ? entry.RootElement.GetProperty("Message").GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Dispose() => writer.Dispose();
}
