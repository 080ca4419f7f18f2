using AethergenAI.Tables;

namespace AethergenAI.Runs;

/// <summary>The rows that a trial's generator sees, and the rows that it does not see.</summary>
internal sealed record TrialRows(Table Train, string TrainHash, Table Holdout, string HoldoutHash);
