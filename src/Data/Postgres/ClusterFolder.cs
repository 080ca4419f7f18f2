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

    public string SecretFile => Path.Combine(Root, "secret");

    public string Secret => File.ReadAllText(SecretFile);

    /// <summary>Whether the password is there; a crash or a full disk may have left an empty file.</summary>
    public bool HasSecret => File.Exists(SecretFile) && !string.IsNullOrWhiteSpace(Secret);

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
    /// <exception cref="RefusedException">It is a link to a folder that is gone.</exception>
    public static async Task<ClusterFolder> OpenAsync(
        string home,
        int major,
        ServerAccount account,
        CancellationToken ct
    )
    {
        string root = Path.Combine(Path.GetFullPath(home), "postgres");
        if (new DirectoryInfo(root) is { LinkTarget: { } target, Exists: false })
        {
            throw PostgresRefusals.LostTarget(root, target);
        }
        Directory.CreateDirectory(root);
        if (Directory.ResolveLinkTarget(root, returnFinalTarget: true) is { } elsewhere)
        {
            MakePrivate(elsewhere.FullName);
            return new(elsewhere.FullName, major);
        }

        MakePrivate(root);
        await account.OwnAsync([root], ct);
        if (await account.CanRunAsync(root, ct))
        {
            return new(root, major);
        }

        string outside = Path.Combine("/var/lib/aethergen", Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(outside);
        MakePrivate(outside);
        Directory.Delete(root);
        Directory.CreateSymbolicLink(root, outside);
        await account.OwnAsync([outside], ct);
        return new(outside, major);
    }

    /// <summary>Its log too, which an earlier version may have opened to everyone.</summary>
    private static void MakePrivate(string root)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string log = new ClusterFolder(root, 0).Log;
        if (File.Exists(log))
        {
            File.SetUnixFileMode(log, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public static string NewSecret() => RandomNumberGenerator.GetHexString(48);

    /// <summary>Writes the password completely or not at all, for its owner only.</summary>
    public void WriteSecret(string secret)
    {
        string next = SecretFile + ".new";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using (var writer = new StreamWriter(next, options))
        {
            writer.Write(secret);
        }
        File.Move(next, SecretFile, overwrite: true);
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
            .. ServerLog.WithoutValues.SelectMany(setting => new[] { "-c", setting }),
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

    /// <summary>Keeps what a command of the server wrote to its error stream in the log.</summary>
    /// <param name="what">What the command was to do, as the subject of a sentence.</param>
    public async Task<RefusedException> FailedAsync(string what, string error, CancellationToken ct)
    {
        await File.WriteAllTextAsync(Log, error, ct);
        return PostgresRefusals.DidNotStart(what, Complaint(), Log);
    }
}
