using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Replay;

namespace AethergenAI.Onnx.Arn;

/// <summary>
/// Trains the networks of a model: the first at several dropout rates, one of which is taken, the others at that rate.
/// Each holds back rows of its own.
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
    private int trainings;

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
            Dropouts = options.Validation == 0 ? [] : tries,
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
        int[] shuffled = new TrainingRandom(own, DrawPurpose.Split, 0).Order(encoded.Seed.RowCount);
        int[] train = shuffled[options.Validation..],
            held = shuffled[..options.Validation];
        var plan = options.Plan with { Dropout = dropout };
        int before = trainings++;
        var (weights, how, losses) = new ArnTrainer(layout, plan, order, classes, own).Train(
            device,
            [.. train.Order()],
            [.. held.Order()],
            step => Report(step, before),
            Open(plan, $"network-{member + 1}-{before + 1}"),
            ct
        );
        if (member > 0 || held.Length == 0)
        {
            return new DropoutSearch.Trained(weights, how, DropoutTry.None);
        }
        var drawn = TokenRows.Draw(parameters with { Weights = [ArnParameters.Bytes(weights)] }, own, ct);
        var (share, interval) = TokenReplay.Of(encoded.Columns, drawn, train, held, ct);
        return new DropoutSearch.Trained(weights, how, new DropoutTry(dropout, losses.Average(), share, interval));
    }
}
