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

    /// <summary>Letters lie here where no mail server is set.</summary>
    public string Mail => Path.Combine(Home, "mail");

    /// <summary><see cref="Web"/>, or nothing where the web app was not built: then the API is served alone.</summary>
    public string BuiltWeb => File.Exists(Path.Combine(Web, "index.html")) ? Web : "";

    /// <summary>The folder of the web app's sources, in a checkout.</summary>
    public string WebSources => Path.GetDirectoryName(Web)!;

    public string DemoPack => Path.Combine(Home, "demo", "pack.zip");

    /// <param name="home">The home folder, where the configuration names one.</param>
    /// <exception cref="RefusedException">A program was not built.</exception>
    public static Layout Find(string? home)
    {
        string here = Path.GetDirectoryName(typeof(Layout).Assembly.Location)!;
        Layout layout = Published(Path.GetDirectoryName(here)!, home) ?? InCheckout(here, home);
        string[] folders =
        [
            layout.Logs,
            layout.Blobs,
            layout.Keys,
            layout.Mail,
            Path.GetDirectoryName(layout.DemoPack)!,
        ];
        foreach (string folder in folders)
        {
            MakePrivate(folder);
        }

        return layout;
    }

    /// <returns>Null where this program does not lie in a published folder.</returns>
    private static Layout? Published(string root, string? home)
    {
        string api = Path.Combine(root, "api", "AethergenAI.Api.dll");
        string worker = Path.Combine(root, "worker", "AethergenAI.Worker.dll");
        string data = Path.Combine(root, "cli", "samples", DemoFile);
        return File.Exists(api) && File.Exists(worker)
            ? new Layout(api, worker, Path.Combine(root, "web"), data, HomeIn(root, home))
            : null;
    }

    /// <param name="here">…/bin/Release/net10.0, of AppHost or its tests; the others are those of the same
    /// configuration.</param>
    private static Layout InCheckout(string here, string? home)
    {
        string root = here;
        while (!File.Exists(Path.Combine(root, "AethergenAI.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw UpRefusals.NotBuilt("AethergenAI.sln");
        }

        string output = Path.Combine(here.Split(Path.DirectorySeparatorChar)[^3..]);
        string data = Path.Combine(root, "native", "node_modules", "vega-datasets", "data", DemoFile);
        return new Layout(
            Program("Api"),
            Program("Worker"),
            Path.Combine(root, "web", "dist"),
            data,
            HomeIn(root, home)
        );

        string Program(string name)
        {
            string dll = Path.Combine(root, "src", name, output, $"AethergenAI.{name}.dll");
            return File.Exists(dll) ? dll : throw UpRefusals.NotBuilt(dll);
        }
    }

    private static string HomeIn(string root, string? home) =>
        home is { Length: > 0 } ? Path.GetFullPath(home) : Path.Combine(root, ".aethergen");

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
