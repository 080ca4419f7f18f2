namespace AethergenAI.Launcher.Testing;

/// <summary>One test and how long it took.</summary>
internal sealed record TimedTest(string Name, TimeSpan Took);

/// <summary>The result of one test project, or of one check.</summary>
internal sealed record Outcome(string Name, int Passed, int Failed)
{
    /// <summary>A note after the numbers: what was skipped, or where the log is.</summary>
    public string Remark { get; init; } = "";

    /// <summary>The lines that are shown after a failure.</summary>
    public IReadOnlyList<string> Complaint { get; init; } = [];

    public IReadOnlyList<TimedTest> Tests { get; init; } = [];
}
