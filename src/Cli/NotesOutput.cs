namespace AethergenAI.Cli;

/// <summary>Prints each sentence about how files were read once, on stderr.</summary>
/// <param name="json">Whether stderr is read by a program, line by line.</param>
internal sealed class NotesOutput(bool json)
{
    private readonly HashSet<string> said = new(StringComparer.Ordinal);

    internal void Say(string note)
    {
        lock (said)
        {
            if (said.Add(note))
            {
                Output.Note(note, json);
            }
        }
    }
}
