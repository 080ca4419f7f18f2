using System.Text;
using AethergenAI.Core.Tests.Seeding;
using AethergenAI.Generation;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Tests;

/// <summary>
/// A model does not depend on the order of the rows: fits of the same rows in another order are the same to the bit,
/// but for the hash of the file.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class FitOrderTests
{
    public static TheoryData<string> Open =>
        [.. KnownGenerators.All.Select(known => known.Name).Except(["mst", "aim"])];

    [Theory, MemberData(nameof(Open))]
    public void A_fit_of_the_same_rows_in_another_order_is_the_same(string name)
    {
        var (seed, schema) = Seeds.Orders(300);
        // Some rows twice, a key twice: which of the equal keys stays must not depend on where it stands.
        seed = seed.Take([.. Enumerable.Range(0, 300), 3, 3, 77]);
        var generator = Generators.Named(name);
        var (model, graph) = Fitted(seed);
        foreach (var other in Reordered.Of(seed))
        {
            var (again, same) = Fitted(other);
            Assert.Equal(model, again);
            Assert.True(graph.AsSpan().SequenceEqual(same));
        }

        (string, byte[]) Fitted(Table rows) => Said(generator.Fit(rows, schema));
    }

    [Theory]
    [InlineData("mst")]
    [InlineData("aim")]
    [InlineData("independent")]
    public void A_private_fit_of_the_same_rows_in_another_order_is_the_same(string name)
    {
        var seed = PrivateSeeds.Rows(600);
        var schema = PrivateSeeds.Schema with
        {
            Privacy = new SchemaPrivacy(1_000_000)
            {
                Entity = "ward",
                RowsPerEntity = 20,
                Excess = ExcessRows.Trim,
            },
        };
        var (model, graph) = Fitted(seed);
        foreach (var other in Reordered.Of(seed))
        {
            var (again, same) = Fitted(other);
            Assert.Equal(model, again);
            Assert.True(graph.AsSpan().SequenceEqual(same));
        }

        (string, byte[]) Fitted(Table rows) =>
            Said(Generators.Named(name).Fit(PrivateSeeds.Request(rows, schema, 1), CancellationToken.None));
    }

    private static (string Model, byte[] Graph) Said(Model model)
    {
        var provenance = model.Manifest.Provenance with { SeedHash = "", FitSeconds = 0 };
        if (provenance.Comparison is { } comparison)
        {
            var candidates = comparison.Candidates.Select(candidate => candidate with { Seconds = 0 });
            provenance = provenance with { Comparison = comparison with { Candidates = [.. candidates] } };
        }
        var manifest = model.Manifest with { Provenance = provenance };
        return (Encoding.UTF8.GetString(ModelDocument.Write(manifest)), model.Graph);
    }
}
