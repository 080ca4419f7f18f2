using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Evaluation.Gates;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Seeding;

namespace AethergenAI.Core.Tests.Evaluation.Gates;

/// <summary>What the gates judge of one table: only the steps of an evaluation that decide them.</summary>
internal static class GateTrial
{
    private static readonly EvaluationStep[] Steps =
    [
        ColumnShapes.Step,
        PairTrends.Step,
        Subgroups.Step,
        Validity.Step,
        Detection.Step,
        TaskUtility.Step,
        AttackSuite.Step,
    ];

    /// <param name="rows">Of the seed, of the holdout and of the table.</param>
    public static GateFigures Of(
        GatePopulation population,
        GateDefect defect,
        int rows,
        ulong draw,
        CancellationToken ct
    )
    {
        var schema = population.Schema;
        ulong at = draw * 10;
        var seed = population.Draw(rows, at);
        var table = defect.Make(seed, population.Draw(rows, at + 2), schema, at);
        return Of(
            new EvaluationInput(
                schema,
                RowOrder.Of(seed, schema).Rows,
                RowOrder.Of(population.Draw(rows, at + 1), schema).Rows,
                RowOrder.Of(table, schema).Rows
            ),
            new EvaluationOptions(draw),
            ct
        );
    }

    public static GateFigures Of(EvaluationInput input, EvaluationOptions options, CancellationToken ct)
    {
        var evaluation = new EvaluationContext(input, options, FeatureSpace.Over(input, ct), _ => { }, ct);
        foreach (var step in Steps)
        {
            step.Run(evaluation);
        }
        var kpis = KpiVerdicts.Kpis(evaluation.Utility, evaluation.Attacked);
        return GateFigures.Of(evaluation, kpis);
    }
}
