using System.Runtime.CompilerServices;
using System.Text.Json;
using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

/// <summary>
/// The packs of tests/vectors/packs, which the browser's verifier must judge likewise
/// (web/src/features/evidence/verify/vectors.test.ts).
/// </summary>
public sealed class VectorPackTests
{
    private sealed record Fault(string? File, string Code);

    private sealed record Expected(bool Intact, IReadOnlyList<Fault> Faults);

    /// <summary>Set AETHERGEN_WRITE_VECTORS=1 to make the packs anew, with another key.</summary>
    [Fact]
    public async Task Every_pack_has_the_faults_that_are_written_down()
    {
        if (Environment.GetEnvironmentVariable("AETHERGEN_WRITE_VECTORS") == "1")
        {
            await WriteAsync();
        }

        var expected = JsonSerializer.Deserialize<SortedDictionary<string, Expected>>(
            await File.ReadAllTextAsync(Of("expected.json"), TestContext.Current.CancellationToken),
            Json.Options
        )!;
        Assert.Equal(
            expected.Keys,
            Directory.GetFiles(Of(""), "*.zip").Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.All(expected, pack =>
            Assert.Equivalent(pack.Value, Judge(File.ReadAllBytes(Of(pack.Key))), strict: true)
        );
    }

    private static async Task WriteAsync()
    {
        Directory.CreateDirectory(Of(""));
        foreach (string old in Directory.GetFiles(Of(""), "*.zip"))
        {
            File.Delete(old);
        }

        var expected = new SortedDictionary<string, Expected>(StringComparer.Ordinal);
        foreach (var (name, pack) in await VectorPacks.MakeAsync())
        {
            string file = name + ".zip";
            await File.WriteAllBytesAsync(Of(file), pack);
            expected[file] = Judge(pack);
            Assert.Equal(name.StartsWith("good-", StringComparison.Ordinal), expected[file].Intact);
            Assert.Equal(name.StartsWith("again-", StringComparison.Ordinal), IsSameContent(expected[file]));
        }
        await File.WriteAllTextAsync(
            Of("expected.json"),
            JsonSerializer.Serialize(expected, new JsonSerializerOptions(Json.Indented) { NewLine = "\n" }) + "\n"
        );
    }

    private static bool IsSameContent(Expected verdict) =>
        !verdict.Intact && verdict.Faults.All(fault => fault.Code == "pack.same-content");

    private static Expected Judge(byte[] pack)
    {
        var verdict = EvidencePack.Verify(new MemoryStream(pack), key: null);
        return new Expected(verdict.Intact, [.. verdict.Faults.Select(fault => new Fault(fault.File, fault.Code))]);
    }

    private static string Of(string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "vectors", "packs", file);
}
