namespace AethergenAI.Generation.Marginals;

/// <param name="ModelCells">The maximum number of cells of all the model's cliques together.</param>
/// <param name="Rounds">The maximum number of rounds per attribute, which sets the budget of the first rounds.</param>
/// <param name="Iterations">Estimation steps per round.</param>
/// <param name="Degree">The number of attributes of a workload marginal: 1, 2 or 3.</param>
/// <param name="Importance">The weight of every attribute, at least 1.</param>
/// <param name="Seed">The random seed for choosing among many candidates; never for noise.</param>
internal sealed record AimOptions(
    double ModelCells,
    double Rounds,
    int Iterations,
    int Degree,
    int[] Importance,
    ulong Seed
);
