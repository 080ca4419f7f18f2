namespace AethergenAI.AppHost;

/// <summary>Where things lie, in a checkout or in a folder that <c>aethergen publish --system</c> laid out.</summary>
/// <param name="Api">The program, a dll.</param>
/// <param name="Worker">The program, a dll.</param>
/// <param name="Web">The folder of the built web app.</param>
/// <param name="DemoData">The table that the demo workspace is made from.</param>
/// <param name="Home">The folder for data and logs.</param>
internal sealed record Layout(string Api, string Worker, string Web, string DemoData, string Home)
{
    private const string DemoFile = "birdstrikes.csv";

    public string Logs => Path.Combine(Home, "logs");

    public string Log => Path.Combine(Logs, "aethergen.log");

    public string Blobs => Path.Combine(Home, "blobs");

    public string Keys => Path.Combine(Home, "keys");

    public string DemoPack => Path.Combine(Home, "demo", "pack.zip");

    public static Layout Find()
    {
        string here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        Layout layout = Published(Path.GetDirectoryName(here)!) ?? InCheckout(here);
        string[] folders = [layout.Logs, layout.Blobs, layout.Keys, Path.GetDirectoryName(layout.DemoPack)!];
        foreach (string folder in folders)
        {
            MakePrivate(folder);
        }

        return layout;
    }

    /// <returns>Null where this program does not lie in a published folder.</returns>
    private static Layout? Published(string root)
    {
        string api = Path.Combine(root, "api", "AethergenAI.Api.dll");
        string worker = Path.Combine(root, "worker", "AethergenAI.Worker.dll");
        string data = Path.Combine(root, "cli", "samples", DemoFile);
        return File.Exists(api) && File.Exists(worker)
            ? new Layout(api, worker, Path.Combine(root, "web"), data, HomeIn(root))
            : null;
    }

    /// <param name="here">…/AppHost/bin/Release/net10.0; the others are those of the same configuration.</param>
    private static Layout InCheckout(string here)
    {
        string root = here;
        while (!File.Exists(Path.Combine(root, "AethergenAI.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw UpRefusals.NotBuilt("AethergenAI.sln");
        }

        string output = Path.GetRelativePath(Path.Combine(root, "AppHost"), here);
        string data = Path.Combine(root, "native", "node_modules", "vega-datasets", "data", DemoFile);
        return new Layout(Program("Api"), Program("Worker"), Path.Combine(root, "web", "dist"), data, HomeIn(root));

        string Program(string name)
        {
            string dll = Path.Combine(root, "src", name, output, $"AethergenAI.{name}.dll");
            return File.Exists(dll) ? dll : throw UpRefusals.NotBuilt(dll);
        }
    }

    private static string HomeIn(string root) =>
        Environment.GetEnvironmentVariable("AETHERGEN_HOME") is { Length: > 0 } set
            ? Path.GetFullPath(set)
            : Path.Combine(root, ".aethergen");

    /// <summary>Seeds, keys and logs are for whoever started this, and nobody else on the machine.</summary>
    private static void MakePrivate(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
