namespace AethergenAI.Privacy.Ledger;

/// <summary>One touch of private data, as it is asked for.</summary>
/// <param name="Unit">What its cost speaks of; null where it has none, because it is <see cref="Outside"/>.</param>
/// <param name="Run">What made it: a run and its trial, or a command.</param>
/// <param name="Purpose">What for, in words for a reviewer.</param>
/// <param name="Mechanism">discrete-gaussian, exponential … or <see cref="Reservation"/>.</param>
/// <param name="Parameters">What the mechanism ran with; public values only.</param>
/// <param name="Rho">Its cost in ρ-zCDP, at least 0.</param>
public sealed record LedgerCharge(
    PrivacyUnit? Unit,
    string Run,
    string Purpose,
    string Mechanism,
    IReadOnlyDictionary<string, string> Parameters,
    double Rho
)
{
    /// <summary>The mechanism of an entry that sets ρ aside for later ones, which then cost nothing on top.</summary>
    public const string Reservation = "reservation";

    /// <summary>The mechanism of an entry for a touch without protection: no ρ is charged for it,
    /// and nothing can be claimed of all together.</summary>
    public const string Outside = "none";

    /// <summary>What it adds to δ by itself: above 0 for the discovery of values that nobody declared.</summary>
    public double Delta { get; init; }

    /// <summary>The number of the reservation that this is paid from; null where it is paid from the budget.</summary>
    public int? Within { get; init; }

    internal PrivacyCost Cost => new(Rho, Delta);
}

/// <summary>One line of a ledger; written before the data is touched, and never changed.</summary>
/// <param name="Number">From 1, without gaps.</param>
public sealed record LedgerEntry(
    int Number,
    DateTimeOffset At,
    string Run,
    string Purpose,
    string Mechanism,
    IReadOnlyDictionary<string, string> Parameters,
    double Rho
)
{
    public double Delta { get; init; }

    /// <summary>
    /// The number of the reservation that this was paid from; null where it was paid from the budget.
    /// </summary>
    public int? Within { get; init; }

    internal PrivacyCost Cost => new(Rho, Delta);

    /// <summary>A touch that no mechanism protects.</summary>
    internal bool IsOutside => Mechanism == LedgerCharge.Outside;

    internal static LedgerEntry Of(LedgerCharge charge, int number, DateTimeOffset at) =>
        new(number, at, charge.Run, charge.Purpose, charge.Mechanism, charge.Parameters, charge.Rho)
        {
            Delta = charge.Delta,
            Within = charge.Within,
        };
}

/// <summary>How much may ever be learnt of one unit of a dataset.</summary>
public sealed record PrivacyLimit(double Epsilon, double Delta)
{
    internal bool IsSound => Epsilon > 0 && double.IsFinite(Epsilon) && Delta is > 0 and < 1;

    /// <exception cref="RefusedException">ε is not above 0 and finite, or δ not between 0 and 1.</exception>
    public void Require()
    {
        if (!IsSound)
        {
            throw PrivacyRefusals.LimitInvalid();
        }
    }
}
