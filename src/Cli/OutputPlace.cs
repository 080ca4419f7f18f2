namespace AethergenAI.Cli;

/// <summary>Refuses, before long work begins, a place that its result could not be written to.</summary>
internal static class OutputPlace
{
    /// <exception cref="RefusedException">No file of that name can be written.</exception>
    internal static void CheckFile(string path)
    {
        if (path.Length > 0 && Directory.Exists(path))
        {
            throw CliRefusals.NotWritable($"'{path}' is a folder, not a file.");
        }
        CheckBeside(path);
    }

    /// <summary>For what is written beside its place first, and then takes it in one step.</summary>
    internal static void CheckBeside(string path) =>
        Check(
            path,
            path.Length == 0 ? null : Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))
        );

    /// <exception cref="RefusedException">The folder cannot be made, or nothing can be put into it.</exception>
    internal static void CheckFolder(string path) => Check(path, path.Length == 0 ? null : Path.GetFullPath(path));

    /// <summary>Makes and removes an empty file in the nearest folder that is there already.</summary>
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
            throw CliRefusals.NotWritable($"'{given}' names no place.");
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
            throw CliRefusals.NoAccess($"'{given}' cannot be written: nothing may be made in '{folder}'.");
        }
        catch (IOException problem) when (!ProblemOutput.IsDiskFull(problem))
        {
            throw CliRefusals.NotWritable($"'{given}' cannot be written: nothing can be made in '{folder}'.");
        }
    }
}
