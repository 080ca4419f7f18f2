using System.Globalization;
using System.Text;

namespace AethergenAI.Benchmarks.Fuzz;

/// <summary>What a reader did to one input that no reader may do.</summary>
/// <param name="What">In words, with the exception and its stack.</param>
internal sealed record FuzzFinding(string Reader, int Seed, long Input, string What)
{
    /// <summary>Findings of one cause share it: the exception, and where in the product it was thrown.</summary>
    public string Cause { get; init; } = "";

    public static FuzzFinding Of(FuzzReader reader, int seed, long input, Exception thrown)
    {
        string[] ours = [.. Stack(thrown).Where(line => line.Contains("AethergenAI.", StringComparison.Ordinal))];
        string place = ours.FirstOrDefault(line => !line.Contains("Benchmarks", StringComparison.Ordinal)) ?? "";
        return new(reader.Name, seed, input, thrown.ToString()) { Cause = $"{thrown.GetType().Name} {place.Trim()}" };
    }

    /// <summary>Writes the bytes, and beside them what happened and how to see it again.</summary>
    public void Write(string folder, byte[] bytes)
    {
        Directory.CreateDirectory(folder);
        string name = string.Create(CultureInfo.InvariantCulture, $"{Reader}-{Seed}-{Input}");
        File.WriteAllBytes(Path.Combine(folder, name + ".bin"), bytes);
        string again = $"bench fuzz --reader {Reader} --seed {Seed} --from {Input} --inputs 1";
        File.WriteAllText(Path.Combine(folder, name + ".txt"), $"{Cause}\n{again}\n\n{What}\n", Encoding.UTF8);
    }

    private static string[] Stack(Exception thrown) =>
        (thrown.InnerException?.StackTrace ?? thrown.StackTrace ?? "").Split('\n');
}
