using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Core.Tests.Privacy.Ledger;

/// <summary>Ledgers that only a hand can have made, each with its fault in words.</summary>
public sealed class LedgerFaultTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly PrivacyLedger Sound = new PrivacyLedger()
        .SetLimit(new PrivacyLimit(1, 1e-9), "test", null, Noon)
        .Append(Charge(0.01, LedgerCharge.Reservation), Noon)
        .Append(Charge(0.006) with { Within = 2 }, Noon)
        .Append(Charge(0.004) with { Within = 2 }, Noon);

    [Fact]
    public void What_the_program_wrote_has_no_fault() => Assert.Null(Sound.Fault(Noon));

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    [InlineData(-0.01)]
    public void A_cost_that_is_no_number_from_0_on(double rho)
    {
        Says("the cost of entry 2 is not a number from 0 on", Edited(1, entry => entry with { Rho = rho }));
        Says("the cost of entry 2 is not a number from 0 on", Edited(1, entry => entry with { Delta = rho }));
    }

    [Fact]
    public void A_reservation_that_was_made_smaller() =>
        Says(
            "the entries paid from reservation 2 cost more than it sets aside",
            Edited(1, entry => entry with { Rho = 0.009 })
        );

    [Fact]
    public void An_entry_that_no_reservation_before_it_pays_for()
    {
        Says(
            "entry 3 is paid from entry 1, which is no reservation before it",
            Edited(2, entry => entry with { Within = 1 })
        );
        Says(
            "entry 3 is paid from entry 3, which is no reservation before it",
            Edited(2, entry => entry with { Within = 3 })
        );
        Says(
            "entry 3 is paid from entry 0, which is no reservation before it",
            Edited(2, entry => entry with { Within = 0 })
        );
    }

    [Fact]
    public void More_spent_than_the_budget_allows() =>
        Says("more is spent than its budget allows", Edited(1, entry => entry with { Rho = 0.5 }));

    [Fact]
    public void A_budget_that_no_entry_sets()
    {
        Says(
            "its budget is not the one that entry 1 sets",
            Sound with
            {
                Limit = new PrivacyLimit(Math.BitIncrement(1), 1e-9),
            }
        );
        Says("its budget is not the one that entry 1 sets", Sound with { Limit = null });
        Says(
            "its budget needs an ε above 0 and at most 1,000,000, and a δ between 0 and 1",
            Sound with
            {
                Limit = new PrivacyLimit(double.PositiveInfinity, 1e-9),
            }
        );
    }

    [Fact]
    public void Numbers_out_of_order()
    {
        Says(
            "entry 2 has the number 3: entries are missing, doubled or out of order",
            Sound with
            {
                Entries = [Sound.Entries[0], Sound.Entries[2], Sound.Entries[1], Sound.Entries[3]],
            }
        );
        Says("entry 1 is empty", Sound with { Entries = [null!] });
    }

    [Fact]
    public void An_entry_of_the_future()
    {
        Says(
            "entry 1 is of the future (2030-01-01 12:00 UTC), or this machine's clock is wrong (2030-01-01 11:00 UTC)",
            Sound,
            Noon.AddHours(-1)
        );
        Assert.Null(Sound.Fault(Noon.AddMinutes(-4))); // the clocks of two machines differ a little
    }

    /// <summary>No advice may lose an entry: these ledgers are whole.</summary>
    [Fact]
    public void A_ledger_that_is_whole_is_to_be_left_as_it_is()
    {
        // Seal and memory are looked at afterwards: nobody knows yet whether an entry is missing.
        Assert.Equal(
            "Set this machine's clock right. If another machine's was wrong, wait until then. "
                + "Leave the ledger as it is.",
            Sound.Fault(Noon.AddHours(-1))?.Remedy
        );
        Assert.Equal(
            "Leave it as it is, and use the version of this program that has written it.",
            (Sound with { Version = 2 }).Fault(Noon)?.Remedy
        );
        Assert.Null((Sound with { Limit = null }).Fault(Noon)?.Remedy);
    }

    [Fact]
    public void An_unprotected_use_with_a_cost() =>
        Says(
            "entry 2 has a cost, and its kind ('none') has none",
            Edited(1, entry => entry with { Mechanism = LedgerCharge.Outside })
        );

    [Fact]
    public void Another_version() =>
        Says("its version is 2, and this program reads version 1", Sound with { Version = 2 });

    private static void Says(string fault, PrivacyLedger ledger, DateTimeOffset? now = null) =>
        Assert.Equal(fault, ledger.Fault(now ?? Noon)?.What);

    private static PrivacyLedger Edited(int at, Func<LedgerEntry, LedgerEntry> edit) =>
        Sound with
        {
            Entries = [.. Sound.Entries.Select((entry, i) => i == at ? edit(entry) : entry)],
        };

    private static LedgerCharge Charge(double rho, string mechanism = "test") =>
        new(PrivacyUnit.Row, "run", "a use", mechanism, new Dictionary<string, string>(), rho);
}
