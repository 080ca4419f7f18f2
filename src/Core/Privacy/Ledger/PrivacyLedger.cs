using System.Globalization;
using System.Text.Json.Serialization;
using AethergenAI.Tables;

namespace AethergenAI.Privacy.Ledger;

/// <summary>
/// The record of a dataset's privacy spending: an append-only list whose costs add up in zero-concentrated differential
/// privacy. Entries paid from a reservation add no cost. Sums are exact: nothing beyond the limit is ever accepted,
/// however small, and costs that add up to the limit are.
/// </summary>
public sealed record PrivacyLedger
{
    /// <summary>The version of the document's format that this program reads and writes.</summary>
    public const int Format = 1;

    /// <summary>
    /// By how much the measurements of a fit may exceed its reservation (relative): it is divided among them in
    /// doubles. This does not add up over fits, and ε is converted with a thousand times as much to spare.
    /// </summary>
    private const double Rounding = 1e-12;

    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = Format;

    /// <summary>
    /// What identifies the dataset that the ledger belongs to; null: the ledger's owner decides what it belongs to.
    /// </summary>
    public string? Dataset { get; init; }

    /// <summary>
    /// The unit of privacy that the ledger counts by; null if there are no entries with a unit. What was spent by
    /// another unit is not <see cref="Spent"/>, but <see cref="NotCovered"/>.
    /// </summary>
    public PrivacyUnit? Unit { get; init; }

    /// <summary>Null: there is no limit.</summary>
    public PrivacyLimit? Limit { get; init; }

    public IReadOnlyList<LedgerEntry> Entries { get; init; } = [];

    /// <summary>Shows whether the file was changed by anything but the program; null: it is not sealed.</summary>
    public string? Seal { get; init; }

    /// <summary>The ledger, if this program can have written it.</summary>
    /// <exception cref="RefusedException">It cannot.</exception>
    public PrivacyLedger RequireSound(DateTimeOffset now) =>
        LedgerFaults.Of(this, now) is { } fault ? throw PrivacyRefusals.LedgerChanged(fault) : this;

    /// <summary>Σρ, rounded up.</summary>
    public double Spent => Total.Rho.RoundUp();

    /// <summary>Σδ of the entries that add to δ, rounded up.</summary>
    public double SpentDelta => Total.Delta.RoundUp();

    internal PrivacyTotal Total =>
        PrivacyTotal.Of(LedgerUnits.Counted(this).Where(entry => entry.Within is null).Select(entry => entry.Cost));

    /// <summary>What was spent by each other unit, in the order of its first entry.</summary>
    [JsonIgnore]
    public IReadOnlyList<SpentByOtherUnit> NotCovered => [.. LedgerUnits.NotCovered(this)];

    /// <summary>The number of unprotected accesses. If there is one, no claim covers all entries together.</summary>
    public int Outside => Entries.Count(entry => entry.IsOutside);

    /// <summary>ε of all entries together, rounded up; infinite if the entries' own δ use up δ.</summary>
    public double EpsilonAt(double delta)
    {
        double left = (ExactSum.Of(delta) - Total.Delta).RoundDown();
        return left > 0 ? Zcdp.Epsilon(Spent, left) : double.PositiveInfinity;
    }

    /// <summary>
    /// The δ that the limit leaves for the conversion to ε, at least 0, rounded down. The ledger must have a limit.
    /// </summary>
    /// <param name="extraDelta">What the next entries add to δ.</param>
    internal double DeltaLeft(double extraDelta = 0) => DeltaBeside(Limit!, Total.Delta + ExactSum.Of(extraDelta));

    /// <summary>The ρ that the limit leaves, at least 0, rounded down; infinite without a limit.</summary>
    /// <param name="extraDelta">What the next entries add to δ.</param>
    public double Left(double extraDelta = 0)
    {
        if (Limit is not { } limit)
        {
            return double.PositiveInfinity;
        }
        double delta = DeltaLeft(extraDelta);
        return delta > 0 ? (ExactSum.Of(Zcdp.Rho(limit.Epsilon, delta)) - Total.Rho).OrZero.RoundDown() : 0;
    }

    /// <summary>
    /// Whether the limit leaves enough for a cost. A sum of costs fits exactly
    /// if each of them fits after those before it.
    /// </summary>
    internal bool Affords(PrivacyTotal cost) => cost.IsNothing || Limit is null || Covers(Limit, Total + cost);

    /// <summary>Whether the entries are within the limit.</summary>
    internal bool IsWithinLimit => Limit is null || Covers(Limit, Total);

    /// <summary>
    /// The largest ε of one further release at the limit's δ, rounded down to 4 decimals; null without a limit.
    /// </summary>
    public double? EpsilonLeft => Limit is null ? null : EpsilonLeftBeside(0);

    /// <summary>
    /// Like <see cref="EpsilonLeft"/>, if further entries also add to δ. The ledger must have a limit.
    /// </summary>
    internal double EpsilonLeftBeside(double extraDelta)
    {
        double rho = Left(extraDelta);
        // The rounding error of the conversion must not cost an untouched budget a digit.
        return rho <= 0 ? 0 : Math.Floor((Zcdp.Epsilon(rho, Limit!.Delta) * 10_000) + 1e-4) / 10_000;
    }

    /// <exception cref="RefusedException">The charge would overdraw the budget or its reservation,
    /// or has another unit of privacy. The ledger is then unchanged.</exception>
    public PrivacyLedger Append(LedgerCharge charge, DateTimeOffset at)
    {
        RequireCost(charge.Rho);
        RequireCost(charge.Delta);
        if (charge.Unit is { } asked)
        {
            RequireUnit(asked);
        }
        if (charge.Within is { } reservation)
        {
            double set = Entries
                .FirstOrDefault(entry => entry.Number == reservation && entry.Mechanism == LedgerCharge.Reservation)
                ?.Rho
                ?? throw new ArgumentException($"There is no reservation {reservation}.", nameof(charge));
            if (!Holds(set, Paid(reservation) + ExactSum.Of(charge.Rho)))
            {
                throw PrivacyRefusals.BeyondReservation(charge.Purpose);
            }
        }
        else if (!Affords(PrivacyTotal.Of(charge.Cost)))
        {
            throw PrivacyRefusals.Overspent($"'{charge.Purpose}'", PrivacyTotal.Of(charge.Cost), this);
        }

        return With(charge, at);
    }

    /// <summary>
    /// Sets the limit; earlier costs count. The change is an entry; the limit that the ledger has already is none.
    /// </summary>
    /// <param name="by">The command or the person that sets it.</param>
    /// <param name="reason">Why, in words; null if none is given.</param>
    /// <exception cref="RefusedException">The limit is invalid, or less than what is spent.</exception>
    public PrivacyLedger SetLimit(PrivacyLimit limit, string by, string? reason, DateTimeOffset at)
    {
        limit.Require();
        if (limit == Limit)
        {
            return this;
        }
        var limited = this with { Limit = limit };
        return limited.IsWithinLimit
            ? limited.With(LedgerCharge.OfBudget(Limit, limit, by, reason), at)
            : throw PrivacyRefusals.BudgetBelowSpent(limit, this);
    }

    /// <summary>Counts by another unit from now on. The unit that the ledger has already is no change.</summary>
    /// <param name="by">The command or the person that changes it.</param>
    /// <exception cref="RefusedException">No reason is given; or what was spent by that unit before is more than the
    /// limit.</exception>
    public PrivacyLedger CountBy(PrivacyUnit unit, string by, string? reason, DateTimeOffset at)
    {
        if (Unit is not { } before || before == unit)
        {
            return this;
        }
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw PrivacyRefusals.NoReasonForUnit(before, unit);
        }
        var changed = (this with { Unit = unit }).With(LedgerCharge.OfUnit(before, unit, by, reason), at);
        return changed.IsWithinLimit ? changed : throw PrivacyRefusals.BudgetBelowSpent(Limit!, changed);
    }

    /// <summary>Whether a fit to a schema that declares privacy can be charged here at all.</summary>
    /// <exception cref="RefusedException">The limit's δ is too large for the schema, or the ledger counts by another
    /// unit.</exception>
    public void RequireFor(Schema schema)
    {
        Limit?.RequireFor(schema);
        RequireUnit(PrivacyUnit.Of(schema.Privacy!));
    }

    /// <exception cref="RefusedException">The ledger counts by another unit.</exception>
    internal void RequireUnit(PrivacyUnit asked)
    {
        if (Unit is { } unit && unit != asked)
        {
            throw PrivacyRefusals.OtherUnit(unit, asked);
        }
    }

    /// <exception cref="RefusedException">The limit is higher than the ledger's, and no reason is given.</exception>
    public void RequireReason(PrivacyLimit limit, string? reason)
    {
        if (Limit is { } before && limit.Raises(before) && string.IsNullOrWhiteSpace(reason))
        {
            throw PrivacyRefusals.NoReason(before, limit);
        }
    }

    /// <summary>
    /// Why neither <see cref="Append"/> nor <see cref="SetLimit"/> could have made this ledger; null if they could.
    /// A ledger that was edited by hand must not add budget.
    /// </summary>
    /// <param name="now">No entry can be later.</param>
    public LedgerFault? Fault(DateTimeOffset now) => LedgerFaults.Of(this, now);

    /// <param name="count">The entries that are trusted, from the first.</param>
    /// <returns>The first of the others that raises the budget, if it is still higher than what the trusted ones say.
    /// Null: there is none, or the trusted ones set no budget.</returns>
    public LedgerEntry? FirstRaise(int count) =>
        LimitAfter(count) is { } before && Limit?.Raises(before) == true
            ? Entries.Skip(count).FirstOrDefault(entry => entry.Limit?.Raises(before) == true)
            : null;

    /// <param name="count">The entries that are trusted, from the first.</param>
    /// <returns>The one of the others that sets the unit, if that has another entity than the trusted ones say, so that
    /// what was spent no longer uses the budget up. Null: there is none, or the trusted ones set no budget.</returns>
    public LedgerEntry? LastUnitChange(int count) =>
        LimitAfter(count) is not null && Unit?.Entity != UnitAfter(count)?.Entity
            ? Entries.Skip(count).LastOrDefault(entry => entry.Units is not null)
            : null;

    /// <summary>The budget that the first entries set; null if they set none.</summary>
    public PrivacyLimit? LimitAfter(int count) =>
        Entries.Take(count).LastOrDefault(entry => entry.Limit is not null)?.Limit;

    /// <summary>The unit that the ledger counted by after its first entries.</summary>
    public PrivacyUnit? UnitAfter(int count) => LedgerUnits.After(this, count);

    /// <summary>Whether a reservation of ρ covers the sum of the entries that it pays for.</summary>
    internal static bool Holds(double reserved, ExactSum paid) => paid <= ExactSum.Of(reserved * (1 + Rounding));

    /// <summary>The sum of the entries that a reservation paid for.</summary>
    internal ExactSum Paid(int reservation) =>
        ExactSum.Of(Entries.Where(entry => entry.Within == reservation).Select(entry => entry.Rho));

    private PrivacyLedger With(LedgerCharge charge, DateTimeOffset at) =>
        this with
        {
            Unit = Unit ?? charge.Unit,
            Entries = [.. Entries, LedgerEntry.Of(charge, Entries.Count + 1, at)],
        };

    private static bool Covers(PrivacyLimit limit, PrivacyTotal total)
    {
        double delta = DeltaBeside(limit, total.Delta);
        return delta > 0 && total.Rho <= ExactSum.Of(Zcdp.Rho(limit.Epsilon, delta));
    }

    private static double DeltaBeside(PrivacyLimit limit, ExactSum spent) =>
        (ExactSum.Of(limit.Delta) - spent).OrZero.RoundDown();

    private static void RequireCost(double cost)
    {
        if (!(cost >= 0 && double.IsFinite(cost)))
        {
            throw new ArgumentOutOfRangeException(nameof(cost), cost, "A cost is finite and not negative.");
        }
    }

    /// <summary>ε as a claim states it: rounded up to 6 decimals.</summary>
    internal static double RoundUp(double epsilon) => Math.Ceiling(epsilon * 1e6) / 1e6;

    internal static string Figure(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    internal static string Small(double value) => value.ToString("0.###e-0", CultureInfo.InvariantCulture);
}
