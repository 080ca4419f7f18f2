using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Core.Tests.Privacy.Ledger;

public sealed class LedgerTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Costs_add_up_until_the_limit_refuses()
    {
        var ledger = new PrivacyLedger { Limit = new PrivacyLimit(1, 1e-9) };
        double third = Math.BitDecrement(Zcdp.Rho(1, 1e-9) / 3); // three of the nearest double may be more than all
        for (int i = 0; i < 3; i++)
        {
            ledger = ledger.Append(Charge(third), Noon);
        }

        Assert.Equal([1, 2, 3], ledger.Entries.Select(entry => entry.Number));
        Assert.Equal(0, ledger.Left(), 1e-12);
        Assert.Equal(0, ledger.EpsilonLeft);
        Assert.InRange(ledger.EpsilonAt(1e-9), 0.999, 1);
        Assert.Equal(
            "privacy.overspent",
            Assert.Throws<RefusedException>(() => ledger.Append(Charge(third / 1000), Noon)).Code
        );
    }

    [Fact]
    public void All_of_an_untouched_budget_is_left_and_can_be_had()
    {
        var ledger = new PrivacyLedger { Limit = new PrivacyLimit(2, 1e-9) };

        Assert.Equal(2, ledger.EpsilonLeft);
        Assert.Equal(0, ledger.Append(Charge(Zcdp.Rho(2, 1e-9)), Noon).EpsilonLeft);
    }

    [Fact]
    public void A_delta_of_its_own_is_taken_from_the_conversions()
    {
        var ledger = new PrivacyLedger { Limit = new PrivacyLimit(1, 1e-9) }.Append(
            Charge(0.001) with
            {
                Delta = 5e-10,
            },
            Noon
        );

        Assert.Equal(Zcdp.Epsilon(0.001, 5e-10), ledger.EpsilonAt(1e-9));
        Assert.Equal(double.PositiveInfinity, ledger.EpsilonAt(5e-10));
        Assert.Equal(
            "privacy.overspent",
            Assert.Throws<RefusedException>(() => ledger.Append(Charge(0.001) with { Delta = 6e-10 }, Noon)).Code
        );
    }

    [Theory]
    [InlineData(4e-10, 1e-9)] // the usual δ has room
    [InlineData(1e-9, 2e-9)] // it has none: as much is added
    public void Spent_epsilon_is_told_however_much_delta_the_domains_took(double discovery, double delta)
    {
        var figures = LedgerFigures.Of(new PrivacyLedger().Append(Charge(0.001) with { Delta = discovery }, Noon));

        Assert.Equal(delta, figures.Delta, 1e-24);
        Assert.Equal(discovery, figures.DeltaSpent);
        Assert.InRange(figures.EpsilonSpent, Zcdp.Epsilon(0.001, delta - discovery) - 1e-6, 0.3);
    }

    [Fact]
    public void A_touch_without_protection_is_written_down_and_counted()
    {
        var ledger = new PrivacyLedger().Append(
            new LedgerCharge(null, "run", "evaluation", LedgerCharge.Outside, new Dictionary<string, string>(), 0),
            Noon
        );

        Assert.Equal((1, 0.0, null), (ledger.Outside, ledger.Spent, ledger.Unit));
    }

    private static LedgerCharge Charge(double rho, string mechanism = "test") =>
        new(PrivacyUnit.Row, "run", "a touch", mechanism, new Dictionary<string, string>(), rho);
}
