namespace AethergenAI.Generation.Marginals;

/// <param name="ModelCells">The most cells that the model's cliques may have together.</param>
/// <param name="Rounds">The most rounds an attribute: what the budget of the first rounds is cut for.</param>
/// <param name="Iterations">Estimation steps a round.</param>
/// <param name="Degree">Attributes of a workload's marginal: 1, 2 or 3.</param>
/// <param name="Importance">Of every attribute, at least 1.</param>
/// <param name="Seed">Of the candidates that are looked at where there are many; never of noise.</param>
internal sealed record AimOptions(
    double ModelCells,
    double Rounds,
    int Iterations,
    int Degree,
    int[] Importance,
    ulong Seed
);
