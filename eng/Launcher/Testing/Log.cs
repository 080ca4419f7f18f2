namespace AethergenAI.Launcher.Testing;

/// <summary>A job's output: stored in artifacts/tests, and shown in part if the job fails.</summary>
internal sealed class Log : IDisposable
{
    private readonly List<string> lines = [];
    private readonly StreamWriter writer;

    public Log(string name)
    {
        Path = PathOf($"{name}.log");
        writer = new StreamWriter(Path) { AutoFlush = true };
    }

    public string Path { get; }

    /// <summary>The path of a file about the last test run.</summary>
    public static string PathOf(string name)
    {
        string folder = System.IO.Path.Combine(Checkout.Artifacts, "tests");
        Directory.CreateDirectory(folder);
        return System.IO.Path.Combine(folder, name);
    }

    public void Write(string line)
    {
        lines.Add(line);
        writer.WriteLine(line);
    }

    public IReadOnlyList<string> Last(int count) => [.. lines.TakeLast(count)];

    /// <summary>The lines that contain a mark and the lines after them, or the last lines if none does.</summary>
    public IReadOnlyList<string> Around(string[] marks, int following, int most)
    {
        List<string> found = [];
        int until = -1;
        for (int i = 0; i < lines.Count && found.Count < most; i++)
        {
            until = marks.Any(mark => lines[i].Contains(mark, StringComparison.Ordinal)) ? i + following : until;
            if (i <= until)
            {
                found.Add(lines[i]);
            }
        }

        return found.Count > 0 ? found : Last(60);
    }

    public void Dispose() => writer.Dispose();
}
