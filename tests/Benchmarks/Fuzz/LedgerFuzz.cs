using System.Text.Json;
using AethergenAI.Cli;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Benchmarks.Fuzz;

internal static class LedgerFuzz
{
    private const string Charged =
        """{"version":1,"unit":{"rows":1},"limit":{"epsilon":3,"delta":1e-6},"entries":[]}""";

    public static IReadOnlyList<byte[]> Samples { get; } = [Empty(), Spent()];

    /// <summary>As the command line reads a ledger, shows what is left and adds an entry.</summary>
    public static void Read(byte[] file)
    {
        string path = FuzzReaders.Saved(LedgerFile.Name, file);
        var ledger = new LedgerFile(path).Read();
        double left = ledger.Left();
        double? epsilon = ledger.EpsilonLeft;
        if (double.IsNaN(left) || double.IsNaN(epsilon ?? 0) || double.IsNaN(ledger.EpsilonAt(1e-6)))
        {
            throw new InvalidOperationException("What is left of the budget is not a number.");
        }
        ledger.Append(Charge(0.001), DateTimeOffset.UnixEpoch);
        JsonSerializer.Serialize(ledger, Json.Options);
    }

    private static LedgerCharge Charge(double rho) =>
        new(PrivacyUnit.Row, "fuzz", "test", "gaussian", new Dictionary<string, string>(), rho);

    private static byte[] Empty() => System.Text.Encoding.UTF8.GetBytes(Charged);

    private static byte[] Spent()
    {
        var ledger = JsonSerializer.Deserialize<PrivacyLedger>(Charged, Json.Options)!;
        ledger = ledger.Append(Charge(0.01), DateTimeOffset.UnixEpoch);
        ledger = ledger.Append(Charge(0.02), DateTimeOffset.UnixEpoch);
        return JsonSerializer.SerializeToUtf8Bytes(ledger, Json.Options);
    }
}
