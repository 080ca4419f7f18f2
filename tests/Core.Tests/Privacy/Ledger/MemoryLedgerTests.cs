using AethergenAI.Conformance;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Core.Tests.Privacy.Ledger;

public sealed class MemoryLedgerTests : LedgerConformance
{
    private MemoryLedger ledger = new(TimeProvider.System);

    protected override ILedger Open() => ledger;

    protected override Task SetLimitAsync(PrivacyLimit limit, string? reason)
    {
        var limited = ledger.Read().SetLimit(limit, "test", reason, TimeProvider.System.GetUtcNow());
        ledger = new MemoryLedger(TimeProvider.System, limited);
        return Task.CompletedTask;
    }
}
