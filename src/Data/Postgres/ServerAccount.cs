using System.Diagnostics;

namespace AethergenAI.Data.Postgres;

/// <summary>
/// The operating system account that runs PostgreSQL: the current user, or, since PostgreSQL refuses to run as root, an
/// unprivileged account that root starts it with.
/// </summary>
/// <param name="User">Null for the current user.</param>
internal sealed record ServerAccount(string? User, string UserId, string GroupId)
{
    private static readonly string[] Candidates = ["postgres", "aethergen"];

    /// <exception cref="RefusedException">The current user is root, and no unprivileged account exists or could be
    /// created.</exception>
    public static async Task<ServerAccount> FindAsync(CancellationToken ct)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new(null, "", "");
        }

        return Existing() ?? await CreateAsync(ct);
    }

    /// <summary>The start information of a command that runs as this account.</summary>
    public ProcessStartInfo Command(string file, params IEnumerable<string> arguments)
    {
        string[] prefix = User is null ? [] : ["setpriv", $"--reuid={UserId}", $"--regid={GroupId}", "--init-groups"];
        return Start([.. prefix, file, .. arguments]);
    }

    /// <summary>
    /// Whether this account can read and execute <paramref name="file"/>, including access to all its parent folders.
    /// </summary>
    public async Task<bool> CanRunAsync(string file, CancellationToken ct) =>
        User is null || (await RunAsync(Command("test", "-r", file, "-a", "-x", file), ct)).ExitCode == 0;

    /// <summary>Makes this account the owner of <paramref name="paths"/> and everything below them.</summary>
    public async Task OwnAsync(IEnumerable<string> paths, CancellationToken ct)
    {
        if (User is not null)
        {
            await RunAsync(Start(["chown", "-R", $"{UserId}:{GroupId}", .. paths]), ct);
        }
    }

    /// <summary>Runs a command to its end and returns its standard error. Cancelled, it kills the command.</summary>
    /// <param name="input">What it reads from its standard input.</param>
    public static async Task<(int ExitCode, string Error)> RunAsync(
        ProcessStartInfo command,
        CancellationToken ct,
        string input = ""
    )
    {
        command.RedirectStandardInput = true;
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        using Process process = Process.Start(command)!;
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), ct);
            process.StandardInput.Close();
            Task<string> error = process.StandardError.ReadToEndAsync(ct);
            await process.StandardOutput.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, (await error).Trim());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static ProcessStartInfo Start(string[] words) =>
        new(words[0], words[1..]) { WorkingDirectory = Path.GetTempPath() };

    private static ServerAccount? Existing() =>
        (
            from name in Candidates
            from line in File.ReadLines("/etc/passwd")
            let fields = line.Split(':')
            where fields.Length > 3 && fields[0] == name
            select new ServerAccount(name, fields[2], fields[3])
        ).FirstOrDefault();

    private static async Task<ServerAccount> CreateAsync(CancellationToken ct)
    {
        ProcessStartInfo command = Start([
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            Candidates[^1],
        ]);
        try
        {
            (int exitCode, string error) = await RunAsync(command, ct);
            // 9: another process created the account at the same time
            return exitCode is 0 or 9 && Existing() is { } made ? made : throw PostgresRefusals.NoAccount(error);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw PostgresRefusals.NoAccount($"useradd: {missing.Message}.");
        }
    }
}
