namespace AethergenAI.Launcher.Testing;

/// <summary>A part of a test run.</summary>
internal interface ITestJob
{
    string Name { get; }

    /// <summary>Jobs that need a database run one after the other.</summary>
    bool NeedsDatabase => false;

    /// <summary>Jobs that need the whole machine run after all others have ended.</summary>
    bool NeedsMachine => false;

    Task<Outcome> RunAsync(CancellationToken ct);
}
