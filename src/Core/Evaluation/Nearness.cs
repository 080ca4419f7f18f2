using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>Whether rows are nearer to train rows than to as many validation rows.</summary>
internal sealed class Nearness
{
    private readonly MixedPoints points;
    private readonly float[][] train,
        validation;

    internal Nearness(FeatureSpace space, Sample train, Sample validation)
    {
        points = new MixedPoints(space, train, validation);
        int size = Math.Min(train.Rows, validation.Rows);
        int[] first = [.. Enumerable.Range(0, size)];
        (this.train, this.validation) = (points.Of(train.Take(first)), points.Of(validation.Take(first)));
    }

    internal NearerRows Of(Sample rows, CancellationToken ct) => NearerRows.Of(points.Of(rows), train, validation, ct);
}
