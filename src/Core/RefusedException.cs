namespace AethergenAI;

/// <summary>Why the domain declines; it decides the HTTP status (400, 404, 409, 403, 401) and the exit code.</summary>
public enum RefusalKind
{
    Invalid,
    NotFound,
    Conflict,
    Forbidden,
    Unauthenticated,
}

/// <summary>
/// The program declines a request. The message says what happened, where, why and what to do now, and is shown
/// to the user as it is; it never contains a cell's value. Repeating the same request gives the same refusal.
/// </summary>
/// <param name="code">A stable, documented code (docs/problems.md), for example <c>csv.ragged-row</c>.</param>
/// <param name="bug">The unexpected exception that this stands for: for the log, never for the user.</param>
public sealed class RefusedException(RefusalKind kind, string code, string message, Exception? bug = null)
    : Exception(message, bug)
{
    public RefusalKind Kind { get; } = kind;

    public string Code { get; } = code;

    /// <summary>What the message is about, for a program that says it in its own words; null: nothing.</summary>
    public RefusalSubject? About { get; init; }
}
