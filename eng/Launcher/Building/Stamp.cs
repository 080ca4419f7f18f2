namespace AethergenAI.Launcher.Building;

/// <summary>
/// A file that says which sources were built last. Its text is the checksum of their names, its time the moment the
/// build began: a source that was added, removed or changed since makes it stale.
/// </summary>
internal sealed class Stamp(string path, Sources sources)
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
    /// Builds unless fresh, and never beside another build of this checkout. A build that throws leaves no stamp.
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
            return; // somebody else has built it while we waited
        }

        File.Delete(path);
        string begun = path + ".begun";
        await File.WriteAllTextAsync(begun, sources.Look().Names, ct);
        await build();
        File.Move(begun, path, overwrite: true);
    }

    /// <summary>The system releases the lock when its holder ends, however it ends.</summary>
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
