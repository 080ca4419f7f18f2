using System.Globalization;
using System.Text.Json;
using AethergenAI.Runs;
using AethergenAI.Workspace;

namespace AethergenAI.Cli.Servers;

/// <summary>The organisation that the key or token works in.</summary>
internal sealed record RemoteOrganisation(string Name, string Role);

internal sealed record RemoteProject(Guid Id, string Name);

internal sealed record RemoteSeed(Guid Id, string Name, string Sha256, RemoteProfile Profile);

/// <param name="Schema">The proposed schema.</param>
internal sealed record RemoteProfile(JsonElement Schema);

internal sealed record RemoteSchema(Guid Id);

internal sealed record RemoteTrial(TrialStatus Status, int Place);

internal sealed record RemoteFile(string Name, string Sha256, long Bytes);

/// <summary>A run as the server tells it.</summary>
internal sealed record RemoteRun(
    Guid Id,
    string Name,
    string Owner,
    RunStatus Status,
    RunStage Stage,
    DateTimeOffset CreatedAt,
    string? ProblemCode,
    string? ProblemMessage,
    RunSummary? Summary,
    RemoteWait? Waits = null
)
{
    internal bool Ended => Status is RunStatus.Done or RunStatus.Cancelled or RunStatus.Refused;
}

/// <summary>What a run waits for, as the server says it.</summary>
internal sealed record RemoteWait(string For, DateTimeOffset Since, string Why, string Remedy)
{
    /// <summary>One line: why, since when, and what to do.</summary>
    internal string Line =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"waits since {Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {Why} {Remedy}"
        );
}

/// <summary>A data set's privacy budget.</summary>
internal sealed record RemoteLedger(
    RemoteBudget? Budget,
    double Delta,
    double DeltaSpent,
    double EpsilonSpent,
    double? EpsilonLeft,
    int Outside
);

/// <param name="Spending">What the run's private fits will spend, in words; null: nothing is to be said.</param>
internal sealed record RemotePlan(string? Spending);

internal sealed record RemoteBudget(double Epsilon, double Delta);
