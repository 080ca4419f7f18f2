using System.Globalization;
using System.Text.Json.Serialization;
using AethergenAI.Tables;

namespace AethergenAI.Privacy.Ledger;

/// <summary>A requested access to private data.</summary>
/// <param name="Unit">The unit of privacy that the cost refers to;
/// null for <see cref="Outside"/>, which has no cost.</param>
/// <param name="Run">The run and its trial, or the command, that accesses the data.</param>
/// <param name="Purpose">The purpose, in words for a reviewer.</param>
/// <param name="Mechanism">discrete-gaussian, exponential … or <see cref="Reservation"/>.</param>
/// <param name="Parameters">The mechanism's parameters; public values only.</param>
/// <param name="Rho">The cost in ρ-zCDP, at least 0.</param>
public sealed record LedgerCharge(
    PrivacyUnit? Unit,
    string Run,
    string Purpose,
    string Mechanism,
    IReadOnlyDictionary<string, string> Parameters,
    double Rho
)
{
    /// <summary>The mechanism of an entry that sets ρ aside. Later entries paid from it add no cost.</summary>
    public const string Reservation = "reservation";

    /// <summary>
    /// The mechanism of an entry for an unprotected access: no ρ is charged, and no claim covers all entries together.
    /// </summary>
    public const string Outside = "none";

    /// <summary>The mechanism of an entry that sets the budget. It costs nothing.</summary>
    public const string Budget = "budget";

    /// <summary>The mechanism of an entry that says which rows the ledger counts for. It costs nothing.</summary>
    public const string Declaration = "declaration";

    /// <summary>The mechanism of an entry for what another ledger has spent on rows of the same people.</summary>
    public const string CarriedOver = "carried-over";

    /// <summary>The mechanism of an entry that changes the unit of privacy. It costs nothing.</summary>
    public const string UnitChange = "unit";

    /// <summary>What this access adds to δ: above 0 if it discovers levels that are not declared.</summary>
    public double Delta { get; init; }

    /// <summary>The number of the reservation that pays for this access; null if the budget pays for it.</summary>
    public int? Within { get; init; }

    internal PrivacyCost Cost => new(Rho, Delta);

    /// <summary>What an entry that sets a budget says of it, to the last digit.</summary>
    internal static IReadOnlyDictionary<string, string> Terms(PrivacyLimit limit) =>
        new Dictionary<string, string>
        {
            ["epsilon"] = limit.Epsilon.ToString("R", CultureInfo.InvariantCulture),
            ["delta"] = limit.Delta.ToString("R", CultureInfo.InvariantCulture),
        };

    internal static LedgerCharge OfUnit(PrivacyUnit before, PrivacyUnit unit, string by, string reason)
    {
        var terms = new Dictionary<string, string>
        {
            ["rows-before"] = before.Rows.ToString(CultureInfo.InvariantCulture),
            ["rows"] = unit.Rows.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, entity) in new[] { ("entity-before", before.Entity), ("entity", unit.Entity) })
        {
            if (entity is not null)
            {
                terms[name] = entity;
            }
        }
        string covered =
            before.Entity == unit.Entity
                ? "what was spent before counts"
                : $"what was spent {before.Words} bounds nothing {unit.Words} and is not covered";
        return new(
            null,
            by,
            $"privacy counted {unit.Words} from now on, no longer {before.Words}; {covered}: {reason}",
            UnitChange,
            terms,
            0
        );
    }

    internal static LedgerCharge OfBudget(PrivacyLimit? before, PrivacyLimit limit, string by, string? reason)
    {
        string verb = before is not null && limit.Raises(before) ? "raised" : "lowered",
            change = before is null
                ? $"budget set to {limit.Words}"
                : $"budget {verb} from {before.Words} to {limit.Words}";
        return new(null, by, reason is null ? change : $"{change}: {reason}", Budget, Terms(limit), 0);
    }
}

/// <summary>One line of a ledger. It is written before the data is accessed and never changes.</summary>
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

    /// <summary>The number of the reservation that paid for this access; null if the budget paid for it.</summary>
    public int? Within { get; init; }

    internal PrivacyCost Cost => new(Rho, Delta);

    /// <summary>Whether this is an access that no mechanism protects.</summary>
    internal bool IsOutside => Mechanism == LedgerCharge.Outside;

    /// <summary>The budget that this entry sets; null if it sets none, or none that can be read.</summary>
    [JsonIgnore]
    public PrivacyLimit? Limit =>
        Mechanism == LedgerCharge.Budget && Term("epsilon") is { } epsilon && Term("delta") is { } delta
            ? new PrivacyLimit(epsilon, delta)
            : null;

    /// <summary>The units between which this entry changes; null if it changes none, or they cannot be read.</summary>
    [JsonIgnore]
    public (PrivacyUnit From, PrivacyUnit To)? Units =>
        Mechanism == LedgerCharge.UnitChange && Rows("rows-before") is { } before && Rows("rows") is { } rows
            ? (new(Parameters.GetValueOrDefault("entity-before"), before), new(Entity, rows))
            : null;

    private string? Entity => Parameters.GetValueOrDefault("entity");

    private int? Rows(string name) =>
        int.TryParse(Parameters.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out int rows)
            ? rows
            : null;

    private double? Term(string name) =>
        double.TryParse(Parameters.GetValueOrDefault(name), CultureInfo.InvariantCulture, out double term)
            ? term
            : null;

    /// <summary>Whether entries of this kind never cost anything.</summary>
    [JsonIgnore]
    public bool IsFree =>
        Mechanism is LedgerCharge.Outside or LedgerCharge.Budget or LedgerCharge.Declaration or LedgerCharge.UnitChange;

    /// <remarks>In whole seconds, because finer times could leak information about the rows.</remarks>
    internal static LedgerEntry Of(LedgerCharge charge, int number, DateTimeOffset at) =>
        new(
            number,
            DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds()),
            charge.Run,
            charge.Purpose,
            charge.Mechanism,
            charge.Parameters,
            charge.Rho
        )
        {
            Delta = charge.Delta,
            Within = charge.Within,
        };
}

/// <summary>A dataset's privacy budget: a limit on what can ever be learned about one unit.</summary>
public sealed record PrivacyLimit(double Epsilon, double Delta)
{
    /// <summary>Far beyond any ε that protects; more could not be counted.</summary>
    public const double MaxEpsilon = 1e6;

    internal bool IsSound => Epsilon is > 0 and <= MaxEpsilon && Delta is > 0 and < 1;

    [JsonIgnore]
    public string Words => $"ε = {PrivacyLedger.Figure(Epsilon)} at δ = {PrivacyLedger.Small(Delta)}";

    /// <summary>Whether this limit allows in any respect more than another.</summary>
    internal bool Raises(PrivacyLimit other) => Epsilon > other.Epsilon || Delta > other.Delta;

    /// <exception cref="RefusedException">δ is not below 1 divided by the largest possible number of rows:
    /// such a budget allows a mechanism that reveals single rows.</exception>
    public void RequireFor(Schema schema)
    {
        if (schema.Privacy is { } privacy && Delta * privacy.MaxRows >= 1)
        {
            throw PrivacyRefusals.BudgetDelta(Delta, privacy.MaxRows);
        }
    }

    /// <exception cref="RefusedException">ε is not above 0 and at most <see cref="MaxEpsilon"/>,
    /// or δ is not between 0 and 1.</exception>
    public void Require()
    {
        if (!IsSound)
        {
            throw PrivacyRefusals.LimitInvalid();
        }
    }
}
