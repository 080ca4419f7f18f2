using AethergenAI.Cards;
using AethergenAI.Evidence;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>Makes the ablation card of a run.</summary>
internal static class RunCard
{
    internal static AblationCard Of(
        Recipe recipe,
        SeedRecord seed,
        RunSummary summary,
        IReadOnlyList<TrialRecord> records,
        IReadOnlyList<StoppedCell> stopped,
        HostMachine machine,
        CancellationToken ct
    )
    {
        string[] providers =
        [
            .. records
                .Select(record => record.Sampling?.Provider)
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        CardDataset[] datasets =
        [
            .. new[] { seed }.Concat(seed.Blocks ?? []).Select(data => new CardDataset(data.Name, data.Sha256)),
        ];
        var environment = new CardEnvironment(
            machine.OperatingSystem,
            machine.Runtime,
            machine.Architecture,
            machine.Processors,
            providers
        );
        var facts = new CardFacts(datasets, environment, $"aethergen run {PackFiles.Recipe} -o OUT/ --fresh")
        {
            Stopped = stopped,
        };
        return CardWriter.Of(recipe, summary, facts, ct);
    }
}
