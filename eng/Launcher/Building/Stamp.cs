namespace AethergenAI.Launcher.Building;

/// <summary>
/// A file that records the last build. Its text is the checksum of the source names, its time the start of the build:
/// a source that was added, removed or changed since then makes it stale.
/// </summary>
internal sealed class Stamp(string path, SourceFiles sources)
{
    public bool IsFresh()
    {
        if (!File.Exists(path))
        {
            return false;
        }

        (string names, DateTime newest) = sources.Look();
        return File.ReadAllText(path) == names && newest <= File.GetLastWriteTimeUtc(path);
    }

    /// <summary>
    /// Builds unless the stamp is fresh. Only one build of the checkout runs at a time; a failed build leaves no stamp.
    /// </summary>
    public async Task RenewAsync(Func<Task> build, TimeProvider clock, CancellationToken ct)
    {
        if (IsFresh())
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using FileStream held = await LockAsync(clock, ct);
        if (IsFresh())
        {
            return; // another process built it meanwhile
        }

        File.Delete(path);
        string begun = path + ".begun";
        await File.WriteAllTextAsync(begun, sources.Look().Names, ct);
        await build();
        File.Move(begun, path, overwrite: true);
    }

    /// <summary>The system releases the lock when its holder ends for any reason.</summary>
    private async Task<FileStream> LockAsync(TimeProvider clock, CancellationToken ct)
    {
        string file = Path.Combine(Path.GetDirectoryName(path)!, ".lock");
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), clock, ct);
            }
        }
    }
}
