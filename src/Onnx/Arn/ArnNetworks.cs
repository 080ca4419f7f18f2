using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Replay;
using AethergenAI.Seeding;

namespace AethergenAI.Onnx.Arn;

/// <summary>
/// Trains the networks of a model: the first at several dropout rates, one of which is taken, the others at that rate.
/// Each holds back rows of its own, drawn by the rows' own coins.
/// </summary>
/// <param name="classes">Row-major, [rows, columns].</param>
internal sealed class ArnNetworks(
    EncodedSeed encoded,
    ArnLayout layout,
    ArnOptions options,
    int[] order,
    int[] classes,
    ulong seed
)
{
    /// <summary>The round of the order in which rows are compared; epochs count from 0.</summary>
    private const int Replay = -1;

    private readonly RowShuffle shuffle = RowShuffle.Of(encoded.Seed, encoded.Schema);
    private int trainings;

    /// <summary>The number of rows that the first network does not learn from.</summary>
    internal int HeldBack { get; private set; }

    /// <summary>Opens the checkpoint of a training by its plan and name; null keeps none.</summary>
    internal required Func<TrainingPlan, string, TrainingCheckpoints?> Open { get; init; }

    /// <summary>Receives every step, with the number of trainings before this one.</summary>
    internal required Action<TrainingProgress, int> Report { get; init; }

    /// <returns><paramref name="parameters"/> with weights, and how they came about.</returns>
    internal ArnParameters Train(ArnParameters parameters, Device device, CancellationToken ct)
    {
        var (first, tries) = DropoutSearch.Run(options.Dropouts, rate => One(parameters, device, 0, rate, ct));
        trainings = options.Dropouts.Count;
        var networks = new List<DropoutSearch.Trained> { first };
        for (int member = 1; member < options.Members; member++)
        {
            networks.Add(One(parameters, device, member, (float)first.How.Dropout, ct));
        }

        return parameters with
        {
            Training = [.. networks.Select(network => network.How)],
            Weights = [.. networks.Select(network => ArnParameters.Bytes(network.Weights))],
            Dropouts = HeldBack == 0 ? [] : tries,
        };
    }

    private DropoutSearch.Trained One(
        ArnParameters parameters,
        Device device,
        int member,
        float dropout,
        CancellationToken ct
    )
    {
        ulong own = seed + ((ulong)member << 48);
        var (train, held) = Sides(encoded, options.Validation, own);
        var plan = options.Plan with { Dropout = dropout };
        int before = trainings++;
        var (weights, how, losses) = new ArnTrainer(layout, plan, order, classes, shuffle, own).Train(
            device,
            train,
            held,
            step => Report(step, before),
            Open(plan, $"network-{member + 1}-{before + 1}"),
            ct
        );
        if (member > 0 || held.Length == 0)
        {
            return new DropoutSearch.Trained(weights, how, DropoutTry.None);
        }
        HeldBack = held.Length;
        var drawn = TokenRows.Draw(parameters with { Weights = [ArnParameters.Bytes(weights)] }, own, ct);
        int[] mixed = shuffle.Order(train, own, Replay);
        var (share, interval) = TokenReplay.Of(encoded.Columns, drawn, mixed, held, ct);
        return new DropoutSearch.Trained(weights, how, new DropoutTry(dropout, losses.Average(), share, interval));
    }

    /// <param name="share">The probability with which a row is held back.</param>
    /// <returns>The rows to learn from and those held back, ascending. All are learnt from where most would be held
    /// back, which a few large entities can do.</returns>
    internal static (int[] Train, int[] Held) Sides(EncodedSeed encoded, double share, ulong seed)
    {
        if (share > 0)
        {
            var (train, held) = SeedSplit.Sides(encoded.Seed, encoded.Schema, share, seed, RowDraw.EarlyStopping);
            if (held.Length <= train.Length)
            {
                return (train, held);
            }
        }
        return ([.. Enumerable.Range(0, encoded.Seed.RowCount)], []);
    }
}
