using System.Globalization;

namespace AethergenAI.Privacy.Ledger;

/// <summary>
/// What a dataset's privacy was spent on: an append-only list whose costs add up in zero-concentrated differential
/// privacy. Entries within a reservation are details of it and cost nothing on top.
/// </summary>
public sealed record PrivacyLedger
{
    /// <summary>
    /// Sums of doubles differ in their last bits with the order they are taken in; nothing is refused for those.
    /// </summary>
    private const double Slack = 1e-9;

    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    /// <summary>
    /// SHA-256 of the seed file where the ledger is kept for one; null: whatever the ledger's owner keeps it for.
    /// </summary>
    public string? Dataset { get; init; }

    /// <summary>What all entries speak of; null while there is none.</summary>
    public PrivacyUnit? Unit { get; init; }

    /// <summary>Null: there is no limit.</summary>
    public PrivacyLimit? Limit { get; init; }

    public IReadOnlyList<LedgerEntry> Entries { get; init; } = [];

    /// <summary>Σρ.</summary>
    public double Spent => Counted.Sum(entry => entry.Rho);

    /// <summary>Σδ of the entries that have one by themselves.</summary>
    public double SpentDelta => Counted.Sum(entry => entry.Delta);

    private IEnumerable<LedgerEntry> Counted => Entries.Where(entry => entry.Within is null);

    /// <summary>Touches that no mechanism protects, so that nothing can be claimed of all entries together.</summary>
    public int Outside => Entries.Count(entry => entry.IsOutside);

    /// <summary>ε of everything together, rounded up; infinite where δ is used up by the entries' own.</summary>
    public double EpsilonAt(double delta) =>
        SpentDelta < delta ? Zcdp.Epsilon(Spent, delta - SpentDelta) : double.PositiveInfinity;

    /// <summary>
    /// δ that the limit leaves, at least 0, for ε to be told at; 0 too where only rounding is left of it.
    /// There must be a limit.
    /// </summary>
    /// <param name="extraDelta">What the next entries add to δ.</param>
    internal double DeltaLeft(double extraDelta = 0)
    {
        double left = Limit!.Delta - SpentDelta - extraDelta;
        return left > Slack * Limit.Delta ? left : 0;
    }

    /// <summary>ρ that the limit leaves, at least 0; infinite without a limit.</summary>
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
    /// Whether the limit leaves enough for a cost. A sum of costs fits exactly where each of them fits after those
    /// before it.
    /// </summary>
    internal bool Affords(PrivacyCost cost) => cost.Rho <= Left(cost.Delta) + (Slack * (Spent + cost.Rho));

    /// <summary>
    /// ε that a single further release could have at the limit's δ, rounded down to 4 decimals; null without a limit.
    /// </summary>
    public double? EpsilonLeft => Limit is null ? null : EpsilonLeftBeside(0);

    /// <summary><see cref="EpsilonLeft"/> beside entries that add to δ. There must be a limit.</summary>
    internal double EpsilonLeftBeside(double extraDelta)
    {
        double rho = Left(extraDelta);
        // The conversion's own rounding is not to take a digit of an untouched budget.
        return rho <= 0 ? 0 : Math.Floor((Zcdp.Epsilon(rho, Limit!.Delta) * 10_000) + 1e-4) / 10_000;
    }

    /// <exception cref="RefusedException">The charge would overdraw the budget, its reservation,
    /// or speaks of another unit. Nothing is changed then.</exception>
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
    /// Whether it could have come about by <see cref="Append"/>: a ledger that was written by hand must not add budget.
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

    /// <summary>ε as a claim has it: rounded up to 6 decimals.</summary>
    internal static double RoundUp(double epsilon) => Math.Ceiling(epsilon * 1e6) / 1e6;

    internal static string Figure(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    internal static string Small(double value) => value.ToString("0.###e-0", CultureInfo.InvariantCulture);
}
