namespace AethergenAI.AppHost;

/// <summary>Where things lie: the checkout, what was built of it, and the folder for data.</summary>
internal sealed record Layout(string Root, string Home)
{
    public string Logs => Path.Combine(Home, "logs");

    public string Log => Path.Combine(Logs, "aethergen.log");

    public string Blobs => Path.Combine(Home, "blobs");

    public string Keys => Path.Combine(Home, "keys");

    public string DemoPack => Path.Combine(Home, "demo", "pack.zip");

    public string Web => Path.Combine(Root, "web", "dist");

    public string DemoData => Path.Combine(Root, "native", "node_modules", "vega-datasets", "data", "birdstrikes.csv");

    public string Api => Program("Api");

    public string Worker => Program("Worker");

    public static Layout Find()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "AethergenAI.sln")))
        {
            root = Path.GetDirectoryName(root.TrimEnd(Path.DirectorySeparatorChar))
                ?? throw UpRefusals.NotBuilt("AethergenAI.sln");
        }

        string home = Environment.GetEnvironmentVariable("AETHERGEN_HOME") is { Length: > 0 } set
            ? Path.GetFullPath(set)
            : Path.Combine(root, ".aethergen");
        var layout = new Layout(root, home);
        foreach (
            string folder in new[] { layout.Logs, layout.Blobs, layout.Keys, Path.GetDirectoryName(layout.DemoPack)! }
        )
        {
            Private(folder);
        }
        return layout;
    }

    /// <summary>Seeds, keys and logs are for whoever started this, and nobody else on the machine.</summary>
    private static void Private(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The program beside this one, built with the same configuration: …/bin/Release/net10.0.</summary>
    private string Program(string name)
    {
        string dll = Path.Combine(
            Root,
            "src",
            name,
            Path.GetRelativePath(Path.Combine(Root, "AppHost"), AppContext.BaseDirectory),
            $"AethergenAI.{name}.dll"
        );
        return File.Exists(dll) ? dll : throw UpRefusals.NotBuilt(dll);
    }
}
