using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Core.Tests.Privacy.Ledger;

/// <summary>What a ledger counts when its unit of privacy changes.</summary>
public sealed class LedgerUnitTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly PrivacyUnit Two = new("who", 2),
        Five = new("who", 5);

    private static readonly double All = Zcdp.Rho(1, 1e-9);

    /// <summary>All of the budget is spent per row.</summary>
    private static readonly PrivacyLedger PerRow = new PrivacyLedger()
        .SetLimit(new PrivacyLimit(1, 1e-9), "test", null, Noon)
        .Append(Charge(PrivacyUnit.Row, All / 2), Noon)
        .Append(Charge(PrivacyUnit.Row, All / 2), Noon);

    [Fact]
    public void What_was_spent_by_the_unit_before_is_not_covered_and_does_not_use_up_the_budget()
    {
        var people = PerRow.CountBy(Two, "owner", "people come again", Noon);
        Assert.Equal((0, Two), (people.Spent, people.Unit));
        Assert.Equal([new SpentByOtherUnit(PrivacyUnit.Row, 2, All, 0)], people.NotCovered);
        var entry = people.Entries[^1];
        Assert.Equal(("unit", 0), (entry.Mechanism, entry.Rho));
        Assert.Equal(
            "privacy counted per 'who' with at most 2 rows from now on, no longer per row; what was spent per row "
                + "bounds nothing per 'who' with at most 2 rows and is not covered: people come again",
            entry.Purpose
        );

        var full = people.Append(Charge(Two, All), Noon);
        Assert.Equal("privacy.overspent", Code(() => full.Append(Charge(Two, 1e-9), Noon)));
        Assert.Equal("privacy.other-unit", Code(() => full.Append(Charge(PrivacyUnit.Row, 1e-9), Noon)));
        Assert.Null(full.Fault(Noon));
    }

    [Fact]
    public void Going_to_and_fro_forgets_nothing()
    {
        var back = PerRow
            .CountBy(Two, "owner", "people", Noon)
            .Append(Charge(Two, All / 4), Noon)
            .CountBy(PrivacyUnit.Row, "owner", "rows", Noon);
        Assert.Equal(All, back.Spent);
        Assert.Equal([new SpentByOtherUnit(Two, 1, All / 4, 0)], back.NotCovered);
        Assert.Equal("privacy.overspent", Code(() => back.Append(Charge(PrivacyUnit.Row, 1e-9), Noon)));

        var again = back.CountBy(Two, "owner", "people", Noon);
        Assert.Equal(All / 4, again.Spent);
        Assert.Null(again.Fault(Noon));
    }

    [Fact]
    public void Another_number_of_rows_of_the_same_entity_begins_nothing_anew()
    {
        var five = new PrivacyLedger().Append(Charge(Two, 0.01), Noon).CountBy(Five, "owner", "more visits", Noon);
        Assert.Equal((0.01, Five), (five.Spent, five.Unit));
        Assert.Empty(five.NotCovered);
        Assert.EndsWith("what was spent before counts: more visits", five.Entries[^1].Purpose);
    }

    [Fact]
    public void A_unit_is_changed_with_a_reason_and_never_below_what_its_own_entries_have_spent()
    {
        Assert.Equal("privacy.no-reason", Code(() => PerRow.CountBy(Two, "owner", " ", Noon)));
        Assert.Same(PerRow, PerRow.CountBy(PrivacyUnit.Row, "owner", null, Noon));
        var lowered = PerRow
            .CountBy(Two, "owner", "people", Noon)
            .SetLimit(new PrivacyLimit(0.5, 1e-9), "owner", null, Noon);
        Assert.Equal("privacy.budget-below-spent", Code(() => lowered.CountBy(PrivacyUnit.Row, "owner", "rows", Noon)));
    }

    [Fact]
    public void The_entry_that_set_the_unit_is_told_until_it_is_taken_back()
    {
        var people = PerRow.CountBy(Two, "owner", "people", Noon).CountBy(Five, "owner", "more visits", Noon);
        Assert.Equal((5, PrivacyUnit.Row), (people.LastUnitChange(3)?.Number, people.UnitAfter(3)));
        Assert.Null(people.LastUnitChange(4)); // the same entity
        Assert.Null(people.LastUnitChange(0)); // who knows no budget has nothing to hold it to
        Assert.Null(people.CountBy(PrivacyUnit.Row, "owner", "rows", Noon).LastUnitChange(3));

        var raised = people.SetLimit(new PrivacyLimit(2, 1e-9), "owner", "more", Noon);
        Assert.Equal((6, 5), (raised.FirstRaise(3)?.Number, raised.LastUnitChange(3)?.Number));
    }

    [Fact]
    public void A_unit_that_no_entry_sets_is_a_fault()
    {
        var people = PerRow.CountBy(Two, "owner", "people", Noon);
        Assert.Equal(
            "its unit of privacy is not the one that its entries set",
            (people with { Unit = Five }).Fault(Noon)?.What
        );
        var twice = people with { Entries = [.. people.Entries, people.Entries[^1] with { Number = 5 }] };
        Assert.Equal(
            "entry 5 does not change the unit of privacy that the entries before it have",
            twice.Fault(Noon)?.What
        );
        // Without the entry, everything that was spent would count by the new unit, and does.
        Assert.Equal(All, (PerRow with { Unit = Two }).Spent);
    }

    private static string? Code(Action change) => Assert.Throws<RefusedException>(change).Code;

    private static LedgerCharge Charge(PrivacyUnit unit, double rho) =>
        new(unit, "run", "a use", LedgerCharge.Reservation, new Dictionary<string, string>(), rho);
}
