namespace AethergenAI.Launcher.Testing;

/// <summary>One test and how long it took.</summary>
internal sealed record TimedTest(string Name, TimeSpan Took);

/// <summary>What came of one project, or of one check.</summary>
internal sealed record Outcome(string Name, int Passed, int Failed)
{
    /// <summary>Said behind the figures: what was skipped, or where the log is.</summary>
    public string Remark { get; init; } = "";

    /// <summary>What is shown where something failed.</summary>
    public IReadOnlyList<string> Complaint { get; init; } = [];

    public IReadOnlyList<TimedTest> Tests { get; init; } = [];
}
