using AethergenAI.Artefacts;
using AethergenAI.Core.Tests.Pipeline;
using AethergenAI.Evidence;
using AethergenAI.Pipeline;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Onnx.Tests.Pipeline;

/// <summary>A run of a recipe on a few hundred orders, by the real generators.</summary>
internal static class RunOf
{
    internal const string TwoCells =
        """{"name":"orders","data":{"seed":"orders.csv","target":"city"},"base":{"rows":300},"factors":{"seed-rows":[120,240]},"repeats":2}""";

    private static readonly (byte[] Csv, Schema Schema) Orders = Write();

    internal static Schema Schema => Orders.Schema;

    internal static Task<RunSummary> CarryOutAsync(
        string recipe,
        IArtefacts artefacts,
        SigningKey? key = null,
        IProgress<RunProgress>? progress = null,
        InputFile? seed = null,
        CancellationToken ct = default,
        int hands = 1,
        ITrialCache? earlier = null,
        MemoryTrialQueue? board = null
    )
    {
        var read = RecipeReader.Read(recipe, yaml: false);
        return CarryOutAsync(
            read with
            {
                Base = read.Base with { Generator = "independent" },
            },
            artefacts,
            key,
            progress,
            seed,
            ct,
            hands,
            earlier,
            board
        );
    }

    internal static Task<RunSummary> CarryOutAsync(
        Recipe recipe,
        IArtefacts artefacts,
        SigningKey? key = null,
        IProgress<RunProgress>? progress = null,
        InputFile? seed = null,
        CancellationToken ct = default,
        int hands = 1,
        ITrialCache? earlier = null,
        MemoryTrialQueue? board = null
    ) =>
        RunPipeline.CarryOutAsync(
            recipe,
            new RunInputs(Orders.Schema, seed ?? File("orders.csv", Orders.Csv)),
            new RunServices(
                Generators.All,
                graph => new OnnxTokenSampler(graph),
                artefacts,
                board ?? new MemoryTrialQueue(),
                new SemaphoreSlim(hands),
                progress ?? Seeds.Silent,
                TimeProvider.System,
                ThisMachine.Describe()
            )
            {
                TrialCache = earlier,
            },
            key,
            seal: true,
            ct
        );

    internal static Task<RunSummary> CarryOutAsync(
        Recipe recipe,
        RunInputs inputs,
        IArtefacts artefacts,
        SigningKey? key
    ) =>
        RunPipeline.CarryOutAsync(
            recipe,
            inputs,
            new RunServices(
                Generators.All,
                graph => new OnnxTokenSampler(graph),
                artefacts,
                new MemoryTrialQueue(),
                new SemaphoreSlim(1),
                Seeds.Silent,
                TimeProvider.System,
                ThisMachine.Describe()
            )
            {
                Privacy = PrivacyAccount.InMemory(),
            },
            key,
            seal: true,
            default
        );

    internal static InputFile File(string name, byte[] csv) =>
        new(
            name,
            _ => Task.FromResult<Stream>(new MemoryStream(csv)),
            (schema, ct) => Task.FromResult(CsvReader.Read(new MemoryStream(csv), schema, ct: ct))
        );

    internal static byte[] FirstRows(int rows)
    {
        int at = 0;
        for (int line = 0; line <= rows; line++)
        {
            at += Orders.Csv.AsSpan(at).IndexOf((byte)'\n') + 1;
        }
        return Orders.Csv[..at];
    }

    private static (byte[] Csv, Schema Schema) Write()
    {
        var (seed, schema) = Seeds.Orders(rows: 400);
        // Keys and sums make every trial slower, and are the generators' own tests' business.
        string[] kept = ["age", "city", "country", "goods", "ordered", "gift"];
        schema = schema with
        {
            Columns = [.. schema.Columns.Where(column => kept.Contains(column.Name))],
            Constraints = [new CombinationsConstraint(["city", "country"])],
        };
        using var csv = new MemoryStream();
        CsvWriter.Write(csv, seed, schema);
        return (csv.ToArray(), schema);
    }
}
