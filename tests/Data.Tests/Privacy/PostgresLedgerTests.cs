using AethergenAI.Conformance;
using AethergenAI.Data.Privacy;
using AethergenAI.Data.Tests.Tenancy;
using AethergenAI.Measuring;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using Npgsql;

namespace AethergenAI.Data.Tests.Privacy;

/// <summary>The ledger in the database does what every ledger does, for one tenant, and is never changed.</summary>
public sealed class PostgresLedgerTests(WalledDatabase database) : LedgerConformance, IClassFixture<WalledDatabase>
{
    private readonly string dataset = Guid.NewGuid().ToString("N");
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    protected override int Many => 100;

    protected override ILedger Open() => Ledger();

    protected override Task SetLimitAsync(PrivacyLimit limit, string? reason) =>
        Ledger().LimitAsync(limit, "owner@example.org", ct, reason);

    [Fact]
    public async Task The_newest_budget_counts_and_all_are_kept_with_their_reasons()
    {
        var ledger = Ledger();
        await ledger.LimitAsync(new PrivacyLimit(3, 1e-9), "owner@example.org", ct);
        ledger.Append(Charge(Zcdp.Rho(2, 1e-9)));
        await ledger.LimitAsync(new PrivacyLimit(4, 1e-9), "owner@example.org", ct, "a second study");

        Assert.Equal(new PrivacyLimit(4, 1e-9), ledger.Read().Limit);
        Assert.Equal(
            ["3 ", "4 a second study"],
            await database.AppListAsync(
                database.First,
                $"select concat(epsilon, ' ', reason) from privacy_budgets where dataset = '{dataset}' order by number",
                ct
            )
        );
    }

    [Fact]
    public async Task A_higher_budget_needs_a_reason()
    {
        await Ledger().LimitAsync(new PrivacyLimit(3, 1e-9), "owner@example.org", ct);
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            Ledger().LimitAsync(new PrivacyLimit(4, 1e-9), "owner@example.org", ct)
        );
        Assert.Equal("privacy.no-reason", refused.Code);
        await Ledger().LimitAsync(new PrivacyLimit(2, 1e-9), "owner@example.org", ct);
        Assert.Equal(new PrivacyLimit(2, 1e-9), Ledger().Read().Limit);
    }

    [Fact]
    public async Task What_a_waiting_thread_reads_and_what_none_waits_for_are_equal()
    {
        var ledger = Ledger();
        ledger.Append(Charge(0.5));
        await ledger.TouchOutsideAsync("seed 1", "a look", ct);

        Assert.Equal(CanonicalJson.Serialize(ledger.Read()), CanonicalJson.Serialize(await ledger.ReadAsync(ct)));
        Assert.Equal(1, ledger.Read().Outside);
    }

    [Fact]
    public async Task What_is_charged_is_counted_once_and_what_nothing_protects_apart()
    {
        using Listening spent = new("aethergen.privacy.spent"),
            unprotected = new("aethergen.privacy.unprotected");
        var ledger = Ledger();
        ledger.Append(Charge(0.5));
        LedgerEntry reserved = ledger.Append(Charge(0.25) with { Mechanism = LedgerCharge.Reservation });
        ledger.Append(Charge(0.125) with { Within = reserved.Number });
        await ledger.TouchOutsideAsync("seed 1", "a look", ct);

        Assert.Equal([0.5, 0.25], spent.Of(database.First).Select(one => one.Value));
        Assert.Equal(LedgerCharge.Reservation, spent.Of(database.First)[1].Tags["mechanism"]);
        Assert.Single(unprotected.Of(database.First));
    }

    [Fact]
    public void Another_tenant_has_a_ledger_of_its_own_for_the_same_rows()
    {
        Ledger().Append(Charge(0.5));

        Assert.Empty(
            new PostgresLedger(database.Tenants, database.Second, dataset, TimeProvider.System).Read().Entries
        );
    }

    [Theory]
    [InlineData("update privacy_entries set rho = 0")]
    [InlineData("delete from privacy_entries")]
    [InlineData("truncate privacy_entries")]
    [InlineData("update privacy_budgets set epsilon = 100")]
    [InlineData("delete from privacy_budgets")]
    [InlineData("update datasets set sketch = ''")]
    [InlineData("update datasets set earlier_sketch = ''")]
    [InlineData("delete from datasets")]
    [InlineData("update sketch_keys set key = ''")]
    [InlineData("delete from sketch_keys")]
    public async Task Nothing_is_changed_that_was_written(string sql)
    {
        var denied = await Assert.ThrowsAsync<PostgresException>(() => database.AppListAsync(database.First, sql, ct));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    /// <summary>What someone can do who may change the tables behind the application's back.</summary>
    [Theory]
    [InlineData("update privacy_entries set rho = 9 where number = 2", "more is spent than its budget allows")]
    [InlineData("delete from privacy_entries where number = 2", "missing, doubled or out of order")]
    [InlineData("update privacy_entries set at = '2999-01-01' where number = 3", "of the future")]
    [InlineData("update privacy_budgets set epsilon = 100", "not the one that entry 1 sets")]
    public async Task A_ledger_that_this_program_cannot_have_written_is_refused(string sql, string fault)
    {
        var ledger = Ledger();
        await ledger.LimitAsync(new PrivacyLimit(3, 1e-9), "owner@example.org", ct);
        ledger.Append(Charge(0.001));
        ledger.Append(Charge(0.001));
        string here = sql.Contains(" where ", StringComparison.Ordinal) ? " and" : " where";
        await database.OwnerListAsync($"{sql}{here} dataset = '{dataset}'", ct, database.First);

        var refused = Assert.Throws<RefusedException>(() => ledger.Append(Charge(0.0001)));
        Assert.Equal("privacy.ledger-changed", refused.Code);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            "privacy.ledger-changed",
            (await Assert.ThrowsAsync<RefusedException>(() => ledger.ReadAsync(ct))).Code
        );
    }

    private PostgresLedger Ledger() => new(database.Tenants, database.First, dataset, new MicrosecondClock());

    private static LedgerCharge Charge(double rho, string mechanism = "test") =>
        new(new PrivacyUnit("patient", 3), "run", "a touch", mechanism, new Dictionary<string, string>(), rho);
}
