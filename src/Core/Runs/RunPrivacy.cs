using System.Text.Json.Serialization;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Runs;

/// <summary>
/// What a run as a whole may claim about its differential privacy: all its trials together, on the same rows.
/// </summary>
/// <param name="Epsilon">ε that was spent on all models and synthetic rows together, rounded up. It bounds what
/// they tell unless <see cref="ModelsWithheld"/>.</param>
/// <param name="Delta">δ, in (0, 1).</param>
/// <param name="Rho">ρ spent on all of them together.</param>
/// <param name="Withheld">Why no claim is made for the run as a whole, in words. Never empty: seed.json and trial.json
/// always name the real rows.</param>
public sealed record RunPrivacy(
    double Epsilon,
    double Delta,
    PrivacyUnit Unit,
    double Rho,
    IReadOnlyList<string> Withheld
)
{
    public string Adjacency { get; init; } = PrivacyUnit.Adjacency;

    /// <summary>Each trial's own claim, in words.</summary>
    public required IReadOnlyDictionary<string, string> Trials { get; init; }

    /// <summary>
    /// Why no bound holds for the protected models and their rows alone either: what withholds the claim of one of
    /// them. Null: the bound holds.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ModelsWithheld { get; init; }

    /// <summary>The bound for the protected models and their rows alone, in words; null: none is claimed.</summary>
    internal string? Bound => ModelsWithheld is null ? new PrivacyClaim(Epsilon, Delta, Unit, Rho, [], []).Words : null;

    /// <summary>What was spent, which bounds nothing where a claim is withheld.</summary>
    internal string Spent => $"ρ = {PrivacyLedger.Small(Rho)}, {Unit.Words}, {Adjacency}";

    /// <summary>The value of <c>epsilon</c> in <c>summary.json</c>.</summary>
    internal string Words
    {
        get
        {
            string models = Bound is { } bound
                ? $"Protected models and their rows alone, all trials together: {bound}"
                : $"No bound holds for the models and their rows alone either. Spent on all of them: {Spent}";
            return $"withheld: {string.Join("; ", Withheld)}. {models}";
        }
    }

    /// <returns>Null where no trial spent privacy.</returns>
    /// <param name="byPosition">Whether the holdout was split off by the places of rows.</param>
    internal static RunPrivacy? Of(IReadOnlyList<TrialRecord> records, bool byPosition)
    {
        var claimed = records.Where(record => record.Privacy is not null).ToList();
        if (claimed.Count == 0)
        {
            return null;
        }

        // Trials that share a fit paid for it once.
        var entries = claimed
            .SelectMany(record => record.Privacy!.Entries)
            .DistinctBy(entry => (entry.Run, entry.Number, entry.At))
            .ToList();
        double rho = entries.Where(entry => entry.Within is null).Sum(entry => entry.Rho);
        double own = entries.Where(entry => entry.Within is null).Sum(entry => entry.Delta);
        // Each fit reserves a part of its δ for the conversion to (ε, δ). All fits together need this part once,
        // in addition to the δ that the discovery of domains used.
        double conversion = claimed.Max(record =>
            record.Privacy!.Delta
            - record.Privacy.Entries.Where(entry => entry.Within is null).Sum(entry => entry.Delta)
        );
        string[] models = [.. claimed.SelectMany(record => record.Privacy!.Withheld).Distinct(StringComparer.Ordinal)];
        double delta = own + conversion,
            epsilon = PrivacyLedger.RoundUp(Zcdp.Epsilon(rho, conversion));
        return new RunPrivacy(
            epsilon,
            delta,
            claimed[0].Privacy!.Unit,
            rho,
            [.. models.Concat(Outside(records, byPosition)).Distinct(StringComparer.Ordinal)]
        )
        {
            ModelsWithheld = models.Length == 0 ? null : models,
            Trials = claimed.ToDictionary(
                record => record.Name,
                record => record.Privacy!.Words,
                StringComparer.Ordinal
            ),
        };
    }

    /// <summary>What touched the rows beside the fits that spent privacy.</summary>
    private static IEnumerable<string> Outside(IReadOnlyList<TrialRecord> records, bool byPosition)
    {
        var unprotected = records.Where(record => record.Privacy is null && record.IsDone(RunStage.Fitting)).ToList();
        if (unprotected.Count > 0)
        {
            string generators = string.Join(
                ", ",
                unprotected.Select(record => record.Generator).Distinct(StringComparer.Ordinal)
            );
            string were = unprotected.Count == 1 ? "was" : "were";
            yield return $"{Names(unprotected)} {were} fitted without differential privacy ({generators})";
        }

        if (byPosition)
        {
            yield return "the holdout was split off by the rows' positions, which one row more or less moves";
        }
        yield return "seed.json and trial.json name the real rows by exact counts and hashes";
        if (records.Where(record => record.IsDone(RunStage.Evaluation)).ToList() is { Count: > 0 } evaluated)
        {
            string reports = evaluated.Count == 1 ? "report" : "reports",
                compare = evaluated.Count == 1 ? "compares" : "compare";
            yield return $"the {reports} of {Names(evaluated)} {compare} with the real rows, outside the ledger";
        }
    }

    private static string Names(List<TrialRecord> records) =>
        records.Count <= 3 ? string.Join(", ", records.Select(record => record.Name)) : $"{records.Count} trials";
}
