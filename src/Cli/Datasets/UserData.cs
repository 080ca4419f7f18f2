using System.Security.Cryptography;
using AethergenAI.Seeding;

namespace AethergenAI.Cli.Datasets;

/// <summary>
/// The folder of what the command line keeps about a user's data sets: their ledgers, fingerprints of their rows, and
/// the key of the fingerprints. Only the user can read it.
/// </summary>
internal static class UserData
{
    private const string KeyName = "fingerprint-key";

    private const int WouldBlock = 11; // EWOULDBLOCK
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020); // ERROR_SHARING_VIOLATION

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary><c>AETHERGEN_HOME</c> if set, otherwise the system's folder for a user's data.</summary>
    /// <exception cref="RefusedException">The system names none.</exception>
    internal static string Folder => Place ?? throw DatasetRefusals.NoHome();

    /// <summary>Like <see cref="Folder"/>; null if the system names none, so that no data set is known.</summary>
    internal static string? Place
    {
        get
        {
            if (Environment.GetEnvironmentVariable("AETHERGEN_HOME") is { Length: > 0 } named)
            {
                return RealPath.Of(named);
            }
            string system = Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify
            );
            return system.Length == 0 ? null : Path.Combine(system, "aethergen");
        }
    }

    internal static string Datasets => Path.Combine(Folder, "datasets");

    /// <summary>The key of the fingerprints; made on first use.</summary>
    /// <exception cref="RefusedException">It cannot be read or made, or is none.</exception>
    internal static byte[] Key()
    {
        string path = Path.Combine(Folder, KeyName);
        try
        {
            Create(Folder);
            return Key(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw DatasetRefusals.KeyNotMade(path, problem.Message.TrimEnd('.', ' ') + ".");
        }
    }

    private static byte[] Key(string path)
    {
        if (!File.Exists(path))
        {
            string partial = $"{path}.{Guid.NewGuid():N}.part";
            using (var file = new FileStream(partial, Alone(FileMode.CreateNew, shared: false)))
            {
                file.Write(RandomNumberGenerator.GetBytes(RowSketch.KeyBytes));
                file.Flush(flushToDisk: true);
            }
            try
            {
                File.Move(partial, path);
            }
            catch (IOException) when (File.Exists(path)) // another process made one at the same moment
            {
                File.Delete(partial);
            }
        }

        byte[] key = File.ReadAllBytes(path);
        return key.Length == RowSketch.KeyBytes ? key : throw DatasetRefusals.NotAKey(path);
    }

    /// <summary>Creates a folder that only the user can read; an existing one stays as it is.</summary>
    internal static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }
    }

    /// <summary>Waits until no other process uses the records of the data sets.</summary>
    internal static FileStream Lock()
    {
        Create(Folder);
        return Lock(Path.Combine(Folder, ".lock"));
    }

    /// <summary>
    /// Waits until no other process holds the lock. Its file is never deleted: if it were, two processes could hold the
    /// lock at once.
    /// </summary>
    /// <param name="shared">Whether the folder and the system decide who else may use the lock, as for any new file;
    /// else only the user may.</param>
    internal static FileStream Lock(string path, bool shared = false)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, Alone(FileMode.OpenOrCreate, shared));
            }
            catch (IOException taken) when (taken.HResult is WouldBlock or WouldBlockOnMac or SharingViolation)
            {
                Task.Delay(Look, TimeProvider.System).GetAwaiter().GetResult();
            }
        }
    }

    private static FileStreamOptions Alone(FileMode mode, bool shared)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!shared && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return options;
    }
}
