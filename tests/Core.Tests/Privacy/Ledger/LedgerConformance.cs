using System.Globalization;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Conformance;

/// <summary>
/// What every ledger does, wherever it is stored: in memory, in a file or in PostgreSQL. The test projects of all three
/// compile this file and run it on theirs.
/// </summary>
public abstract class LedgerConformance
{
    private static readonly PrivacyLimit One = new(1, 1e-9);

    /// <summary>The same ledger, as another process would open it.</summary>
    protected abstract ILedger Open();

    protected abstract Task SetLimitAsync(PrivacyLimit limit, string? reason);

    /// <summary>How many charges a test of many makes; fewer where one takes long.</summary>
    protected virtual int Many => 20_000;

    [Fact]
    public void What_is_charged_is_read_back_as_it_was()
    {
        var reserved = Open().Append(Charge(0.25, LedgerCharge.Reservation) with { Delta = 1e-10 });
        var measured = Open()
            .Append(
                Charge(0.1 + 0.2) with // not 0.3: every digit counts
                {
                    Rho = 0.25,
                    Within = reserved.Number,
                    Parameters = new Dictionary<string, string> { ["variance"] = "2/1" },
                }
            );
        var read = Open().Read();

        Assert.Equal(CanonicalJson.Serialize(new[] { reserved, measured }), CanonicalJson.Serialize(read.Entries));
        Assert.Equal((0.25, 1e-10, new PrivacyUnit("patient", 3)), (read.Spent, read.SpentDelta, read.Unit));
        Assert.Equal([1, 2], read.Entries.Select(entry => entry.Number));
        Assert.Null(read.Fault(TimeProvider.System.GetUtcNow()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Costs_that_add_up_to_the_limit_are_accepted_and_not_the_smallest_after_them(int seed)
    {
        await SetLimitAsync(One, null);
        double limit = Zcdp.Rho(One.Epsilon, One.Delta);
        double[] parts = Parts(limit, 7, new Random(seed));
        foreach (double part in parts)
        {
            Open().Append(Charge(part));
        }

        var full = Open().Read();
        Assert.Equal(limit, full.Spent);
        Assert.Equal((0.0, 0.0), (full.Left(), full.EpsilonLeft));
        Assert.All([double.Epsilon, 1e-30, Math.BitIncrement(0), limit], cost => Overspends(Charge(cost)));
        Assert.Equal(full.Entries.Count, Open().Read().Entries.Count);
    }

    [Fact]
    public async Task The_last_digit_beyond_the_limit_is_refused()
    {
        await SetLimitAsync(One, null);
        double limit = Zcdp.Rho(One.Epsilon, One.Delta);
        Overspends(Charge(Math.BitIncrement(limit)));
        Open().Append(Charge(limit / 2));
        Overspends(Charge(Math.BitIncrement(limit / 2)));
        Open().Append(Charge(limit / 2));

        Assert.Equal(limit, Open().Read().Spent);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task An_exhausted_budget_refuses_every_charge_and_still_records_unprotected_uses()
    {
        await SetLimitAsync(One, null);
        Open().Append(Charge(Zcdp.Rho(One.Epsilon, One.Delta)));
        int before = Open().Read().Entries.Count,
            accepted = 0;
        var ledger = Open();
        for (int i = 0; i < Many; i++)
        {
            accepted += Refusal(() => ledger.Append(Charge(1e-9))) == "privacy.overspent" ? 0 : 1;
        }

        Assert.Equal(0, accepted);
        ledger.TouchOutside("run", "evaluation");
        Assert.Equal(before + 1, Open().Read().Entries.Count);
        Assert.Equal(1, Open().Read().Outside);
    }

    [Fact]
    public async Task Delta_is_spent_exactly_too()
    {
        await SetLimitAsync(One, null);
        Open().Append(Charge(0.001) with { Delta = 5e-10 });
        double left = Zcdp.Rho(1, 5e-10);

        Overspends(Charge(0.001) with { Delta = 5e-10 }); // nothing would be left for the conversion
        Overspends(Charge(left));
        Open().Append(Charge(Math.BitDecrement(left - 0.001)));
        Assert.InRange(Open().Read().Left(), 0, 1e-17);
    }

    [Fact]
    public void A_reservation_pays_for_no_more_than_it_set_aside()
    {
        int number = Open().Append(Charge(0.5, LedgerCharge.Reservation)).Number;
        Open().Append(Charge(0.3) with { Within = number });

        Assert.Equal(
            "privacy.beyond-reservation",
            Refusal(() => Open().Append(Charge(0.20001) with { Within = number }))
        );
        Open().Append(Charge(0.2) with { Within = number });
        Assert.Equal("privacy.beyond-reservation", Refusal(() => Open().Append(Charge(1e-9) with { Within = number })));
        Assert.Equal(0.5, Open().Read().Spent);
        Assert.Throws<ArgumentException>(() => Open().Append(Charge(0.1) with { Within = number + 1 }));
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(-1, 0)]
    [InlineData(0.1, double.NaN)]
    [InlineData(0.1, -1e-9)]
    public void A_cost_that_is_no_number_from_0_on_is_not_stored(double rho, double delta)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Open().Append(Charge(rho) with { Delta = delta }));
        Assert.Empty(Open().Read().Entries);
    }

    [Fact]
    public void Another_unit_of_privacy_is_refused()
    {
        Open().Append(Charge(0.1));
        Assert.Equal("privacy.other-unit", Refusal(() => Open().Append(Charge(0.1) with { Unit = PrivacyUnit.Row })));
        Assert.Single(Open().Read().Entries);
    }

    [Fact]
    public async Task A_new_budget_is_an_entry_with_its_reason_and_costs_nothing()
    {
        await SetLimitAsync(One, null);
        Open().Append(Charge(0.01));
        await SetLimitAsync(new PrivacyLimit(3, 1e-9), "a second study, approved by the board");
        await SetLimitAsync(new PrivacyLimit(3, 1e-9), "the same again");
        var read = Open().Read();

        Assert.Equal(["budget", "test", "budget"], read.Entries.Select(entry => entry.Mechanism));
        Assert.Equal("budget set to ε = 1 at δ = 1e-9", read.Entries[0].Purpose);
        Assert.Equal(
            "budget raised from ε = 1 at δ = 1e-9 to ε = 3 at δ = 1e-9: a second study, approved by the board",
            read.Entries[2].Purpose
        );
        Assert.Equal((new PrivacyLimit(3, 1e-9), 0.01, 0), (read.Limit, read.Spent, read.Outside));
        Assert.Null(read.Fault(TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public async Task A_budget_below_what_is_spent_is_refused_and_the_old_one_stays()
    {
        await SetLimitAsync(new PrivacyLimit(3, 1e-9), null);
        Open().Append(Charge(Zcdp.Rho(2, 1e-9)));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => SetLimitAsync(One, "less"));

        Assert.Equal("privacy.budget-below-spent", refused.Code);
        Assert.Contains("ε = 2 at δ = 1e-9 is spent already", refused.Message, StringComparison.Ordinal);
        Assert.Equal(new PrivacyLimit(3, 1e-9), Open().Read().Limit);
        await SetLimitAsync(new PrivacyLimit(2, 1e-9), null);
        Overspends(Charge(1e-12));
    }

    [Theory]
    [InlineData(0, 1e-9)]
    [InlineData(-1, 1e-9)]
    [InlineData(double.NaN, 1e-9)]
    [InlineData(double.PositiveInfinity, 1e-9)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(1e308, 1e-6)]
    public async Task A_budget_that_means_nothing_is_refused(double epsilon, double delta)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            SetLimitAsync(new PrivacyLimit(epsilon, delta), null)
        );
        Assert.Equal("privacy.limit", refused.Code);
        Assert.Empty(Open().Read().Entries);
    }

    [Fact]
    public async Task The_last_of_a_budget_is_spent_once_however_many_ask_for_it()
    {
        await SetLimitAsync(One, null);
        double all = Zcdp.Rho(One.Epsilon, One.Delta);
        string[] answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => Task.Run(() => Refusal(() => Open().Append(Charge(all)))))
        );

        Assert.Single(answers, "granted");
        Assert.Equal(11, answers.Count(answer => answer == "privacy.overspent"));
        Assert.Equal(2, Open().Read().Entries.Count);
    }

    /// <summary>Positive doubles whose sum is exactly a double.</summary>
    private static double[] Parts(double sum, int count, Random random)
    {
        int exponent = Math.ILogB(sum) - 52;
        long units = (long)Math.ScaleB(sum, -exponent);
        long[] cuts = [0, .. Enumerable.Range(1, count - 1).Select(_ => random.NextInt64(1, units)).Order(), units];
        double[] parts = [.. cuts.Zip(cuts.Skip(1), (from, to) => Math.ScaleB(to - from, exponent))];
        random.Shuffle(parts);
        return parts;
    }

    private void Overspends(LedgerCharge charge) =>
        Assert.Equal("privacy.overspent", Refusal(() => Open().Append(charge)));

    private static string Refusal(Action charge)
    {
        try
        {
            charge();
            return "granted";
        }
        catch (RefusedException refused)
        {
            return refused.Code;
        }
    }

    private static LedgerCharge Charge(double rho, string mechanism = "test") =>
        new(
            new PrivacyUnit("patient", 3),
            "run",
            string.Create(CultureInfo.InvariantCulture, $"a use for {rho}"),
            mechanism,
            new Dictionary<string, string>(),
            rho
        );
}
