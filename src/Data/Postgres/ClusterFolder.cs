using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace AethergenAI.Data.Postgres;

/// <summary>The folder of a private server, with its data, its administrator's password and its log.</summary>
internal sealed record ClusterFolder(string Root, int Major)
{
    public const string Administrator = "aethergen_admin";

    /// <summary>The data folder, one for each major version of the server.</summary>
    public string Data => Path.Combine(Root, $"data-{Major}");

    public string Log => Path.Combine(Root, "server.log");

    private string SecretFile => Path.Combine(Root, "secret");

    private string Initialised => Path.Combine(Data, "PG_VERSION");

    public string Secret => File.ReadAllText(SecretFile);

    public string AdminConnectionString(int port) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = Administrator,
            Password = Secret,
            Database = "postgres",
            Timeout = 5,
            Pooling = false,
        }.ConnectionString;

    /// <summary>
    /// The folder <c>home/postgres</c>. If the server's account cannot access it (for example in root's home folder),
    /// it becomes a link to a folder under /var/lib.
    /// </summary>
    public static async Task<ClusterFolder> OpenAsync(
        string home,
        int major,
        ServerAccount account,
        CancellationToken ct
    )
    {
        string root = Path.Combine(Path.GetFullPath(home), "postgres");
        Directory.CreateDirectory(root);
        if (Directory.ResolveLinkTarget(root, returnFinalTarget: true) is { } elsewhere)
        {
            return new(elsewhere.FullName, major);
        }

        await account.OwnAsync([root], ct);
        if (await account.CanRunAsync(root, ct))
        {
            return new(root, major);
        }

        string outside = Path.Combine("/var/lib/aethergen", Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(outside);
        Directory.Delete(root);
        Directory.CreateSymbolicLink(root, outside);
        await account.OwnAsync([outside], ct);
        return new(outside, major);
    }

    /// <summary>Creates the data folder if there is none; an incomplete one is created again.</summary>
    public async Task EnsureInitialisedAsync(PostgresBinaries binaries, ServerAccount account, CancellationToken ct)
    {
        if (File.Exists(Initialised) && File.Exists(SecretFile))
        {
            return;
        }

        if (Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }
        await File.WriteAllTextAsync(SecretFile, RandomNumberGenerator.GetHexString(48), ct);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(SecretFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        await account.OwnAsync([Root], ct);

        string making = Data + ".making";
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }
        (int exitCode, string error) = await ServerAccount.RunAsync(
            account.Command(
                binaries.Initdb,
                "-D",
                making,
                "-U",
                Administrator,
                "-A",
                "scram-sha-256",
                "--pwfile=" + SecretFile,
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync"
            ),
            ct
        );
        if (exitCode != 0)
        {
            await File.WriteAllTextAsync(Log, error, ct);
            throw PostgresRefusals.DidNotStart("Creating the database folder", Complaint(), Log);
        }

        Directory.Move(making, Data);
    }

    /// <summary>The command that starts the server, on the loopback address only.</summary>
    public IReadOnlyList<string> ServerCommand(PostgresBinaries binaries, int port) =>
        [
            binaries.Postgres,
            "-D",
            Data,
            "-p",
            port.ToString(CultureInfo.InvariantCulture),
            "-h",
            "127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=200",
            "-c",
            "logging_collector=off",
        ];

    /// <summary>The process id in <c>postmaster.pid</c>; null if there is no such file.</summary>
    public int? PostmasterId()
    {
        string file = Path.Combine(Data, "postmaster.pid");
        return
            File.Exists(file)
            && int.TryParse(
                File.ReadLines(file).FirstOrDefault(),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out int id
            )
            ? id
            : null;
    }

    public IEnumerable<string> LastLogLines(int count) => File.Exists(Log) ? File.ReadLines(Log).TakeLast(count) : [];

    /// <summary>The last error in the server's log, without its time stamp.</summary>
    public string Complaint()
    {
        string[] lines = [.. LastLogLines(20)];
        string? line = lines.LastOrDefault(line =>
            line.Contains("FATAL:") || line.Contains("PANIC:") || line.Contains("rror:")
        ) ?? lines.LastOrDefault();
        return line is null
            ? "the log names no reason."
            : line[(line.IndexOf("  ", StringComparison.Ordinal) + 1)..].Trim() + ".";
    }
}
