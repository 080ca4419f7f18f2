namespace AethergenAI;

/// <summary>The names and values in a refusal's message; never a cell's value.</summary>
public sealed record RefusalSubject
{
    /// <summary>Values that may be accepted instead of the refused one, the likeliest first.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];
}
