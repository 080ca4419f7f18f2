using AethergenAI.Formats;

namespace AethergenAI.Cli;

/// <summary>Checks, before long work begins, that its result can be written to the requested place.</summary>
internal static class OutputPlace
{
    /// <exception cref="RefusedException">The file cannot be written.</exception>
    internal static void CheckFile(string path)
    {
        if (path.Length > 0 && Directory.Exists(path))
        {
            throw CliRefusals.NotWritable($"'{path}' is a folder, not a file.");
        }
        CheckBeside(path);
    }

    private static string Target(string path)
    {
        try
        {
            return OutputPath.IsDevice(path)
                ? throw CliRefusals.NotWritable($"'{path}' is a device, not a file or folder.")
                : OutputPath.Of(path);
        }
        catch (IOException)
        {
            throw CliRefusals.NotWritable($"'{path}' cannot be written: it is a link that leads back to itself.");
        }
    }

    /// <summary>For output that is first written beside its final place and then moved there.</summary>
    internal static void CheckBeside(string path) => CheckBeside(path, path.Length == 0 ? path : Target(path));

    private static void CheckBeside(string given, string path) =>
        Check(
            given,
            path.Length == 0 ? null : Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))
        );

    /// <exception cref="RefusedException">The folder cannot be created or written to.</exception>
    internal static void CheckFolder(string path) => Check(path, path.Length == 0 ? null : Target(path));

    /// <summary>Creates and removes an empty file in the nearest existing parent folder.</summary>
    private static void Check(string given, string? folder)
    {
        while (folder is not null && !Directory.Exists(folder))
        {
            if (File.Exists(folder))
            {
                throw CliRefusals.NotWritable($"'{given}' cannot be written: '{folder}' is a file, not a folder.");
            }
            folder = Path.GetDirectoryName(folder);
        }

        if (folder is null)
        {
            throw CliRefusals.NotWritable($"'{given}' is not a path.");
        }
        try
        {
            string probe = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
            new FileStream(
                probe,
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 0,
                FileOptions.DeleteOnClose
            ).Dispose();
        }
        catch (UnauthorizedAccessException)
        {
            throw CliRefusals.NoAccess($"'{given}' cannot be written: you have no permission to write in '{folder}'.");
        }
        catch (IOException problem) when (!ProblemOutput.IsDiskFull(problem))
        {
            throw CliRefusals.NotWritable($"'{given}' cannot be written: no file can be created in '{folder}'.");
        }
    }
}
