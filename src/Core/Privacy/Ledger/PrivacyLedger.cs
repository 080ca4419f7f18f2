using System.Globalization;

namespace AethergenAI.Privacy.Ledger;

/// <summary>
/// The record of a dataset's privacy spending: an append-only list whose costs add up in zero-concentrated differential
/// privacy. Entries paid from a reservation add no cost.
/// </summary>
public sealed record PrivacyLedger
{
    /// <summary>
    /// Relative tolerance: the last bits of a sum of doubles depend on the order
    /// of its terms, which must refuse nothing.
    /// </summary>
    private const double Slack = 1e-9;

    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    /// <summary>
    /// SHA-256 of the seed file if the ledger belongs to one; null: the ledger's owner decides what it belongs to.
    /// </summary>
    public string? Dataset { get; init; }

    /// <summary>The unit of privacy of all entries; null if there are no entries with a unit.</summary>
    public PrivacyUnit? Unit { get; init; }

    /// <summary>Null: there is no limit.</summary>
    public PrivacyLimit? Limit { get; init; }

    public IReadOnlyList<LedgerEntry> Entries { get; init; } = [];

    /// <summary>Σρ.</summary>
    public double Spent => Counted.Sum(entry => entry.Rho);

    /// <summary>Σδ of the entries that add to δ.</summary>
    public double SpentDelta => Counted.Sum(entry => entry.Delta);

    private IEnumerable<LedgerEntry> Counted => Entries.Where(entry => entry.Within is null);

    /// <summary>The number of unprotected accesses. If there is one, no claim covers all entries together.</summary>
    public int Outside => Entries.Count(entry => entry.IsOutside);

    /// <summary>ε of all entries together, rounded up; infinite if the entries' own δ use up δ.</summary>
    public double EpsilonAt(double delta) =>
        SpentDelta < delta ? Zcdp.Epsilon(Spent, delta - SpentDelta) : double.PositiveInfinity;

    /// <summary>
    /// The δ that the limit leaves for the conversion to ε, at least 0;
    /// also 0 if only a rounding error is left. The ledger must have a limit.
    /// </summary>
    /// <param name="extraDelta">What the next entries add to δ.</param>
    internal double DeltaLeft(double extraDelta = 0)
    {
        double left = Limit!.Delta - SpentDelta - extraDelta;
        return left > Slack * Limit.Delta ? left : 0;
    }

    /// <summary>The ρ that the limit leaves, at least 0; infinite without a limit.</summary>
    /// <param name="extraDelta">What the next entries add to δ.</param>
    public double Left(double extraDelta = 0)
    {
        if (Limit is not { } limit)
        {
            return double.PositiveInfinity;
        }
        double delta = DeltaLeft(extraDelta);
        return delta > 0 ? Math.Max(0, Zcdp.Rho(limit.Epsilon, delta) - Spent) : 0;
    }

    /// <summary>
    /// Whether the limit leaves enough for a cost. A sum of costs fits exactly
    /// if each of them fits after those before it.
    /// </summary>
    internal bool Affords(PrivacyCost cost) => cost.Rho <= Left(cost.Delta) + (Slack * (Spent + cost.Rho));

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
        ArgumentOutOfRangeException.ThrowIfNegative(charge.Rho);
        ArgumentOutOfRangeException.ThrowIfNegative(charge.Delta);
        if (Unit is { } unit && charge.Unit is { } asked && unit != asked)
        {
            throw PrivacyRefusals.OtherUnit(unit, asked);
        }
        if (charge.Within is { } reservation)
        {
            double set = Entries
                .FirstOrDefault(entry => entry.Number == reservation && entry.Mechanism == LedgerCharge.Reservation)
                ?.Rho
                ?? throw new ArgumentException($"There is no reservation {reservation}.", nameof(charge));
            if (SpentWithin(reservation) + charge.Rho > set * (1 + Slack))
            {
                throw PrivacyRefusals.BeyondReservation(charge.Purpose);
            }
        }
        else if (!Affords(charge.Cost))
        {
            throw PrivacyRefusals.Overspent($"'{charge.Purpose}'", charge.Cost, this);
        }

        return this with
        {
            Unit = Unit ?? charge.Unit,
            Entries = [.. Entries, LedgerEntry.Of(charge, Entries.Count + 1, at)],
        };
    }

    /// <summary>
    /// Whether <see cref="Append"/> could have produced this ledger, so that a ledger edited by hand cannot add budget.
    /// </summary>
    public bool IsSound() =>
        Limit?.IsSound != false
        && Unit is not { Rows: < 1 }
        && Entries
            .Select((entry, at) => entry is { Rho: >= 0, Delta: >= 0 } && entry.Number == at + 1 && IsPaid(entry))
            .All(sound => sound);

    private bool IsPaid(LedgerEntry entry) =>
        entry.Within is not { } within
        || (within >= 1 && within < entry.Number && Entries[within - 1].Mechanism == LedgerCharge.Reservation);

    internal double SpentWithin(int reservation) =>
        Entries.Where(entry => entry.Within == reservation).Sum(entry => entry.Rho);

    /// <summary>ε as a claim states it: rounded up to 6 decimals.</summary>
    internal static double RoundUp(double epsilon) => Math.Ceiling(epsilon * 1e6) / 1e6;

    internal static string Figure(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    internal static string Small(double value) => value.ToString("0.###e-0", CultureInfo.InvariantCulture);
}
