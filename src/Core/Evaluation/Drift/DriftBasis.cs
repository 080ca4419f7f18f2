using AethergenAI.Generation;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Drift;

/// <summary>What new rows are compared with.</summary>
/// <param name="Rows">For the relations: the seed, or rows drawn from the model.</param>
/// <param name="SeedRows">How many rows the model learned from.</param>
/// <param name="Noise">The sum of 1/n over the samples of n rows whose noise the counts have.</param>
internal sealed record DriftBasis(DriftReference Kind, Table Rows, int SeedRows, double Noise)
{
    // Enough rows that their own noise is small compared with the seed's.
    private const int ModelRows = 50_000;

    private IReadOnlyDictionary<string, SeedCounts>? stored;

    private PrivateNoise? noise;

    /// <summary>What has to be taken on trust; null: nothing.</summary>
    public NotMeasured? Taken { get; init; }

    public static DriftBasis OfTrain(Table train) =>
        new(DriftReference.Train, train, train.RowCount, 1.0 / train.RowCount);

    /// <summary>Rows drawn from a model that learned from <paramref name="seedRows"/> rows: they have the noise of the
    /// seed that they stand for, and their own.</summary>
    public static DriftBasis OfDrawn(Table drawn, int seedRows) =>
        new(DriftReference.Model, drawn, seedRows, (1.0 / seedRows) + (1.0 / drawn.RowCount));

    public static DriftBasis OfModel(ModelManifest model, Func<int, Table> draw)
    {
        int rows = model.Provenance.KnownRows;
        if (model.SeedCounts is { } counts)
        {
            return new DriftBasis(DriftReference.Model, draw(DriftTest.MaxJointRows), rows, 1.0 / Math.Max(1, rows))
            {
                stored = counts.ToDictionary(column => column.Column),
            };
        }
        return OfDrawn(draw(ModelRows), rows) with
        {
            noise = model.PrivacyClaim is null ? null : new PrivateNoise(model),
        };
    }

    public SeedCounts Counts(string column) =>
        stored?.GetValueOrDefault(column) ?? SeedCounts.Of(Rows[column], noise?.Edges(column));

    /// <summary>How far a private model's noise can have moved a column, as a share of rows; 1: anywhere.</summary>
    public double Hidden(string column) => noise?.Hidden(column) ?? 0;
}
