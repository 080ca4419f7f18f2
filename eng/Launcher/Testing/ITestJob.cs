namespace AethergenAI.Launcher.Testing;

/// <summary>Something that is run and counted.</summary>
internal interface ITestJob
{
    string Name { get; }

    /// <summary>Jobs that need a database run one after the other.</summary>
    bool NeedsDatabase => false;

    /// <summary>A job that needs the machine runs when all the others have ended.</summary>
    bool NeedsMachine => false;

    Task<Outcome> RunAsync(CancellationToken ct);
}
