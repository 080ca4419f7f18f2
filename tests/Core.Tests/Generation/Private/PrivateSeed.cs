using AethergenAI.Artefacts;
using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Private;

/// <summary>A small table with a public domain, and fits of it.</summary>
internal static class PrivateSeed
{
    internal static readonly GeneratorDescription Generator = new(
        "measured",
        "Counts with noise.",
        PrivacyTerms.Options
    );

    internal static readonly Schema Schema = new(
        "people",
        [
            new IdentifierColumn("id", "P-######"),
            new IntegerColumn("age", 0, 99) { Domain = ColumnDomain.Public, Bins = [0, 18, 65, 100] },
            new CategoricalColumn("ward", ["A", "B", "C"]) { Domain = ColumnDomain.Public, Nullable = true },
            new IntegerColumn("visits", 0, 4) { Domain = ColumnDomain.Public },
        ]
    )
    {
        Privacy = new SchemaPrivacy(1000),
    };

    /// <param name="ids">One a row; repeated where rows are of one person.</param>
    internal static Table Rows(double[] ages, string?[] wards, double[] visits, int[]? ids = null) =>
        new([
            new LevelData
            {
                Name = "id",
                Codes = ids ?? [.. Enumerable.Range(0, ages.Length)],
                Levels = [.. Enumerable.Range(0, ages.Length).Select(i => $"P-{i:D6}")],
            },
            new NumberData { Name = "age", Values = ages },
            Levels("ward", wards),
            new NumberData { Name = "visits", Values = visits },
        ]);

    internal static Table Four => Rows([17, 18, 64, 90], ["A", null, "C", "A"], [0, 1, 4, 2]);

    internal static FitRequest Request(
        Table? rows = null,
        Schema? schema = null,
        PrivacyAccount? account = null,
        params (string Name, string Value)[] options
    ) =>
        new(
            rows ?? Four,
            schema ?? Schema,
            new GeneratorSettings(
                options.ToDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal),
                1
            )
        )
        {
            Privacy = account ?? Account(),
        };

    /// <summary>Noise that is the same in every run of a test.</summary>
    internal static PrivacyAccount Account(int seed = 1, PrivacyLimit? limit = null) =>
        PrivacyAccount.InMemory(new RandomBits(new Random(seed).NextBytes), limit);

    internal static PrivateFit Begin(FitRequest request) =>
        PrivateFit.Begin(request, Generator, CancellationToken.None);

    internal static LevelData Levels(string name, string?[] cells)
    {
        string[] levels = [.. cells.OfType<string>().Distinct(StringComparer.Ordinal)];
        return new LevelData
        {
            Name = name,
            Codes = [.. cells.Select(cell => Array.IndexOf(levels, cell))],
            Levels = levels,
        };
    }

    internal static Checkpoints Kept(IArtefacts artefacts) => new(artefacts, "kept", CancellationToken.None);
}
