using System.Text.Json;
using System.Text.Json.Serialization;

namespace AethergenAI.Evaluation.Costing;

/// <summary>Reads and checks <c>prices.json</c>.</summary>
public static class PricesReader
{
    private static readonly JsonSerializerOptions Strict = new(Json.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Lazy<Prices> FromTheProgram = new(() =>
    {
        using var stream = typeof(PricesReader).Assembly.GetManifestResourceStream("prices.json")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    });

    /// <summary>The prices that are used where nobody gave any: docs/examples/prices.json.</summary>
    public static Prices Shipped => FromTheProgram.Value;

    /// <exception cref="RefusedException">The text is no price file, or a price is out of range.</exception>
    public static Prices Read(string text)
    {
        InputGate.CheckJson(text);
        Prices prices;
        try
        {
            prices = JsonSerializer.Deserialize<Prices>(text, Strict)
                ?? throw CostRefusals.Malformed("it holds only null");
        }
        catch (JsonException problem)
        {
            string place = problem.Path is { Length: > 2 } path ? $", at {path[2..]}" : "";
            throw CostRefusals.Malformed(
                $"line {(problem.LineNumber ?? 0) + 1}{place} cannot be read, or a key is missing or unknown"
            );
        }

        Check(prices);
        return prices;
    }

    /// <exception cref="RefusedException">A price is out of range.</exception>
    public static void Check(Prices prices)
    {
        if (prices.Version != 1)
        {
            throw CostRefusals.Version(prices.Version);
        }
        if (prices.Currency is not { Length: 3 } || !prices.Currency.All(char.IsAsciiLetterUpper))
        {
            throw CostRefusals.OutOfRange("currency", "three capital letters, for example GBP");
        }

        if (string.IsNullOrWhiteSpace(prices.Name))
        {
            throw CostRefusals.OutOfRange("name", "a text that says whose prices these are");
        }
        (string Key, double Value)[] figures =
        [
            ("cpuCoreHour", prices.CpuCoreHour),
            ("gpuHour", prices.GpuHour),
            ("memoryGibHour", prices.MemoryGibHour),
            ("storageGibMonth", prices.StorageGibMonth),
            ("kilowattHour", prices.KilowattHour),
            ("wattsPerCore", prices.WattsPerCore),
            ("wattsPerGpu", prices.WattsPerGpu),
            ("wattsPerGibMemory", prices.WattsPerGibMemory),
        ];
        foreach (var (key, value) in figures)
        {
            if (!(value is >= 0 and <= 1e6))
            {
                throw CostRefusals.OutOfRange(key, "a number from 0 to 1,000,000");
            }
        }

        if (!(prices.Overhead is >= 1 and <= 10))
        {
            throw CostRefusals.OutOfRange("overhead", "a number from 1 to 10");
        }
    }
}
