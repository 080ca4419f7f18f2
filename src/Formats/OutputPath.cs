namespace AethergenAI.Formats;

/// <summary>The path that is written where a user names a file or a folder.</summary>
public static class OutputPath
{
    private static readonly string[] SystemFolders = ["/dev/", "/proc/", "/sys/"];
    private const string SharedMemory = "/dev/shm/";

    /// <returns>
    /// The full path, without a separator at its end; for a link that of the file or folder that it leads to, so that
    /// the link stays.
    /// </returns>
    /// <exception cref="IOException">The link leads back to itself.</exception>
    public static string Of(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        FileSystemInfo found = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
        return found.LinkTarget is null ? full : found.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    /// <summary>
    /// Whether it is a device or a file of the kernel, such as /dev/null. A finished file is moved to its place, which
    /// would replace the device for every program of the machine.
    /// </summary>
    public static bool IsDevice(string path)
    {
        string full = Of(path);
        return !OperatingSystem.IsWindows()
            && SystemFolders.Any(folder => full.StartsWith(folder, StringComparison.Ordinal))
            && !full.StartsWith(SharedMemory, StringComparison.Ordinal);
    }
}
