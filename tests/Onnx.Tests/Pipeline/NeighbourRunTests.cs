using System.Text.Json;
using System.Text.RegularExpressions;
using AethergenAI.Core.Tests.Artefacts;
using AethergenAI.Core.Tests.Pipeline;
using AethergenAI.Pipeline;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Recipes;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Onnx.Tests.Pipeline;

/// <summary>
/// Whole runs of seeds that differ by one unit, with the same noise: what they write and say is equal, except for what
/// was paid for and for what the run itself says is not covered by its ε.
/// </summary>
[Trait("Speed", "Slow")]
public sealed partial class NeighbourRunTests
{
    private const int Rows = 300;

    [Theory]
    [InlineData("independent", false)]
    [InlineData("independent", true)]
    [InlineData("mst", false)]
    [InlineData("mst", true)]
    [InlineData("aim", false)]
    [InlineData("aim", true)]
    public async Task Nothing_but_what_was_paid_for_or_withheld_tells_runs_of_neighbours_apart(
        string generator,
        bool people
    )
    {
        var rows = people ? PrivateSeeds.Visits(Rows) : PrivateSeeds.Rows(Rows);
        var with = await RunAsync(generator, people, rows);
        foreach (int gone in (int[])[0, Rows / 2, Rows - 1])
        {
            int[] others = [.. Enumerable.Range(0, Rows).Where(row => Unit(row) != Unit(gone))];
            var without = await RunAsync(generator, people, rows.Take(others));

            Assert.Equal([], RunPlaces.UnpaidFrames(with.Said, without.Said));
            Assert.Equal(with.Files.Keys, without.Files.Keys);
            Assert.Equal(
                [],
                with.Files.SelectMany(file => RunPlaces.Unpaid(file.Key, file.Value, without.Files[file.Key]))
            );
            RunPlaces.RequireMade(without.Files);
        }

        int Unit(int row) => people ? PrivateSeeds.Visitor(row) : row;
    }

    /// <summary>A row with a level of its own, an extreme number and a missing cell.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nor_does_a_unit_that_stands_out(bool people)
    {
        var rows = people ? PrivateSeeds.Visits(Rows) : PrivateSeeds.Rows(Rows);
        string[] lines = [.. Enumerable.Repeat("V-999999,5000,Z,0,,yes,3,2,5", people ? 6 : 1)];
        var without = await RunAsync("independent", people, rows);
        foreach (int place in (int[])[0, Rows / 2, Rows])
        {
            var with = await RunAsync("independent", people, rows, (place, lines));
            Assert.Equal([], RunPlaces.UnpaidFrames(with.Said, without.Said));
            Assert.Equal(with.Files.Keys, without.Files.Keys);
            Assert.Equal(
                [],
                with.Files.SelectMany(file => RunPlaces.Unpaid(file.Key, file.Value, without.Files[file.Key]))
            );
        }
    }

    private static async Task<Outcome> RunAsync(
        string generator,
        bool people,
        Table rows,
        (int Place, string[] Lines)? more = null
    )
    {
        var schema = PrivateSeeds.Schema with
        {
            Privacy = people
                ? new SchemaPrivacy(10_000)
                {
                    Entity = "id",
                    RowsPerEntity = 3,
                    Excess = ExcessRows.Trim,
                }
                : new SchemaPrivacy(10_000),
            Constraints = [],
        };
        using var csv = new MemoryStream();
        CsvWriter.Write(csv, rows, schema);
        byte[] seed = csv.ToArray();
        if (more is var (place, lines))
        {
            var written = System.Text.Encoding.UTF8.GetString(seed).Split('\n').ToList();
            written.InsertRange(1 + place, lines);
            seed = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', written));
        }
        var recipe = new Recipe
        {
            Name = "visits",
            Data = new RecipeData("visits.csv"),
            Base = new TrialSettings
            {
                Generator = generator,
                Options = new Dictionary<string, JsonElement> { ["epsilon"] = JsonElement.Parse("1") },
            },
        };
        var (artefacts, said) = (new MemoryArtefacts(), new Heard());
        var services = new RunServices(
            Generators.All,
            graph => new OnnxTokenSampler(graph),
            artefacts,
            new MemoryTrialQueue(),
            new SemaphoreSlim(1),
            said,
            new Still(),
            ThisMachine.Describe()
        )
        {
            Privacy = PrivacyAccount.InMemory() with { Fresh = () => new RandomBits(new Random(1).NextBytes) },
        };
        var summary = await RunPipeline.CarryOutAsync(
            recipe,
            new RunInputs(schema, RunOf.File("visits.csv", seed)),
            services,
            null,
            seal: true,
            CancellationToken.None
        );
        Assert.Null(Assert.Single(summary.Trials).Failure);
        Assert.NotEmpty(summary.Privacy!.Withheld);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, bytes) in artefacts.Files)
        {
            // Kept answers have random names; of equal ones the last counts.
            files[RandomName().Replace(name, "#")] = bytes;
        }
        return new Outcome([.. said.Frames], files);
    }

    /// <summary>The random names of a fit's folder of kept answers and of the answers in it.</summary>
    [GeneratedRegex("[0-9a-f]{16}")]
    private static partial Regex RandomName();

    private sealed record Outcome(IReadOnlyList<RunProgress> Said, SortedDictionary<string, byte[]> Files);

    private sealed class Still : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }

    private sealed class Heard : IProgress<RunProgress>
    {
        private readonly Lock gate = new();
        private readonly List<RunProgress> frames = [];

        internal IReadOnlyList<RunProgress> Frames => frames;

        public void Report(RunProgress value)
        {
            lock (gate)
            {
                frames.Add(value);
            }
        }
    }
}
