using AethergenAI.Data.Privacy;
using AethergenAI.Data.Tests.Tenancy;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using Npgsql;

namespace AethergenAI.Data.Tests.Privacy;

public sealed class PostgresLedgerTests(WalledDatabase database) : IClassFixture<WalledDatabase>
{
    private readonly string dataset = Guid.NewGuid().ToString("N");
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public void What_is_charged_is_read_back_as_it_was()
    {
        var ledger = Ledger();
        var reserved = ledger.Append(Charge(0.25, LedgerCharge.Reservation));
        var measured = ledger.Append(
            Charge(0.25) with
            {
                Within = reserved.Number,
                Delta = 1e-10,
                Parameters = new Dictionary<string, string> { ["variance"] = "2/1" },
            }
        );
        var read = Ledger().Read();

        Assert.Equal(CanonicalJson.Serialize(new[] { reserved, measured }), CanonicalJson.Serialize(read.Entries));
        Assert.Equal((0.25, new PrivacyUnit("patient", 3)), (read.Spent, read.Unit));
    }

    [Fact]
    public async Task The_last_of_a_budget_is_spent_once_however_many_processes_ask_for_it()
    {
        await Ledger().LimitAsync(new PrivacyLimit(1, 1e-9), "owner@example.org", ct);
        double all = Zcdp.Rho(1, 1e-9);
        string[] answers = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        try
                        {
                            Ledger().Append(Charge(all));
                            return "granted";
                        }
                        catch (RefusedException refused)
                        {
                            return refused.Code;
                        }
                    })
                )
        );

        Assert.Single(answers, "granted");
        Assert.Equal(11, answers.Count(answer => answer == "privacy.overspent"));
        Assert.Single(Ledger().Read().Entries);
    }

    [Fact]
    public async Task The_newest_budget_counts_and_what_is_spent_stays_spent()
    {
        var ledger = Ledger();
        await ledger.LimitAsync(new PrivacyLimit(3, 1e-9), "owner@example.org", ct);
        ledger.Append(Charge(Zcdp.Rho(2, 1e-9)));
        await ledger.LimitAsync(new PrivacyLimit(1, 1e-9), "owner@example.org", ct);

        Assert.Equal(0, ledger.Read().EpsilonLeft);
        Assert.Equal("privacy.overspent", Assert.Throws<RefusedException>(() => ledger.Append(Charge(1e-6))).Code);
        var refusal = await Assert.ThrowsAsync<RefusedException>(() =>
            ledger.LimitAsync(new PrivacyLimit(1, 1), "owner@example.org", ct)
        );
        Assert.Equal("privacy.limit", refusal.Code);

        await ledger.TouchOutsideAsync("seed 1", "a look", ct);
        Assert.Equal(CanonicalJson.Serialize(ledger.Read()), CanonicalJson.Serialize(await ledger.ReadAsync(ct)));
        Assert.Equal(1, ledger.Read().Outside);
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
    public async Task Nothing_is_changed_that_was_written(string sql)
    {
        var denied = await Assert.ThrowsAsync<PostgresException>(() => database.AppListAsync(database.First, sql, ct));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    private PostgresLedger Ledger() => new(database.Tenants, database.First, dataset, new MicrosecondClock());

    private static LedgerCharge Charge(double rho, string mechanism = "test") =>
        new(new PrivacyUnit("patient", 3), "run", "a touch", mechanism, new Dictionary<string, string>(), rho);
}
