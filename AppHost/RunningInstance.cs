using System.Text.Json;

namespace AethergenAI.AppHost;

/// <summary>The claim to a home folder: one AppHost at a time, and the others can read where it answers.</summary>
internal sealed class RunningInstance : IDisposable
{
    private readonly FileStream claim;
    private readonly string note;

    private RunningInstance(FileStream claim, string note)
    {
        this.claim = claim;
        this.note = note;
    }

    /// <summary>What the holder before noted, where it was killed: its programs may take some seconds to end.</summary>
    internal Note? Killed { get; private init; }

    /// <param name="Ready">Whether it answers at the address yet.</param>
    internal sealed record Note(int Process, string Url, bool Ready = true);

    /// <summary>
    /// The claim, or null where another process holds it. The system lets go of it even when its holder is killed.
    /// </summary>
    internal static RunningInstance? Claim(string home)
    {
        try
        {
            var claim = new FileStream(
                Path.Combine(home, "running.lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
            var killed = Read(home);
            File.Delete(NoteIn(home));
            return new(claim, NoteIn(home)) { Killed = killed };
        }
        catch (IOException) when (File.Exists(Path.Combine(home, "running.lock")))
        {
            return null;
        }
    }

    /// <summary>
    /// What the holder of the claim has noted; null where it has not come that far, or the note is damaged.
    /// </summary>
    internal static Note? Read(string home)
    {
        if (!File.Exists(NoteIn(home)))
        {
            return null;
        }
        try
        {
            var note = JsonSerializer.Deserialize<Note>(File.ReadAllText(NoteIn(home)));
            return Uri.TryCreate(note?.Url, UriKind.Absolute, out _) ? note : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="ready">Whether the system answers at the address yet.</param>
    internal void Announce(string url, bool ready)
    {
        string temporary = note + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(new Note(Environment.ProcessId, url, ready)));
        File.Move(temporary, note, overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(note);
        claim.Dispose();
    }

    private static string NoteIn(string home) => Path.Combine(home, "running.json");
}
