using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Seeding;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Gates;

/// <summary>The attacks' self-test on fresh rows, in which nothing hides but chance.</summary>
internal static class SelfTestTrial
{
    /// <param name="rows">Of the seed, of the holdout and of the table.</param>
    public static SelfTest Of(GatePopulation population, int rows, ulong draw, Effort effort, CancellationToken ct)
    {
        ulong at = draw * 10;
        var input = new EvaluationInput(population.Schema, Drawn(0), Drawn(1), Drawn(2));
        var on = AttackSamples.Of(input, FeatureSpace.Over(input, ct), 20_000, draw);
        var copies = Replay.ExactCopies(input, on.ColumnNames, draw);
        var distances = Distances.Of(on, on.SyntheticPoints, ct);
        return PlantedLeak.Test(on, distances, copies, effort, ct);

        Table Drawn(ulong which) => RowOrder.Of(population.Draw(rows, at + which), population.Schema).Rows;
    }
}
