using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// The rows that attacks work on, drawn without replacement: as many seed rows as holdout rows, and synthetic rows.
/// </summary>
/// <param name="TrainRows">The position of each row of <paramref name="Train"/> in the seed.</param>
/// <param name="SyntheticRows">The position of each row of <paramref name="Synthetic"/> in the synthetic table.</param>
internal sealed record AttackSamples(
    EvaluationInput Input,
    FeatureSpace Space,
    ulong Seed,
    int[] TrainRows,
    int[] SyntheticRows,
    Sample Train,
    Sample Holdout,
    Sample Synthetic
)
{
    private MixedPoints? scale;
    private float[][]? trainPoints,
        holdoutPoints,
        syntheticPoints;

    /// <summary>The number of seed rows, which is also the number of holdout rows.</summary>
    public int Size => Train.Rows;

    /// <summary>All seed rows divided by the seed rows that were drawn.</summary>
    public double SeedScale => (double)Input.Train.RowCount / Size;

    public float[][] TrainPoints => trainPoints ??= Points(Train);

    public float[][] HoldoutPoints => holdoutPoints ??= Points(Holdout);

    public float[][] SyntheticPoints => syntheticPoints ??= Points(Synthetic);

    public static AttackSamples Of(EvaluationInput input, FeatureSpace space, int maxRows, ulong seed)
    {
        int size = Math.Min(maxRows, Math.Min(input.Train.RowCount, input.Holdout.RowCount));
        int[] train = Some(input.Train, size, "attack-train");
        int[] synthetic = Some(input.Synthetic, Math.Min(maxRows, input.Synthetic.RowCount), "attack-synthetic");
        return new AttackSamples(
            input,
            space,
            seed,
            train,
            synthetic,
            space.Encode(input.Train.Take(train)),
            space.Encode(input.Holdout.Take(Some(input.Holdout, size, "attack-holdout"))),
            space.Encode(input.Synthetic.Take(synthetic))
        );

        int[] Some(Table table, int rows, string purpose) =>
            RandomStream.For(seed, purpose).Choose(table.RowCount, rows);
    }

    public float[][] Points(Sample sample) => (scale ??= new MixedPoints(Space, Train, Holdout)).Of(sample);

    public IReadOnlyList<string> ColumnNames => [.. Space.Features.Select(feature => feature.Name)];
}
