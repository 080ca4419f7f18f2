using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Runs;

/// <summary>
/// What may be said of a whole run's differential privacy: of all its trials together, on the same rows.
/// </summary>
/// <param name="Epsilon">Of all models and synthetic rows together, rounded up.</param>
/// <param name="Delta">In (0, 1).</param>
/// <param name="Rho">What was spent on them.</param>
/// <param name="Withheld">Why no claim is made of the run as a whole, in words. Empty: it is made.</param>
public sealed record RunPrivacy(
    double Epsilon,
    double Delta,
    PrivacyUnit Unit,
    double Rho,
    IReadOnlyList<string> Withheld
)
{
    public string Adjacency { get; init; } = PrivacyUnit.Adjacency;

    /// <summary>Every trial's own claim, in words.</summary>
    public required IReadOnlyDictionary<string, string> Trials { get; init; }

    /// <summary>The figures, whether or not they are claimed.</summary>
    internal string Bound => new PrivacyClaim(Epsilon, Delta, Unit, Rho, [], []).Words;

    /// <summary>As <c>summary.json</c> has it under <c>epsilon</c>.</summary>
    internal string Words =>
        Withheld.Count == 0
            ? Bound
            : $"withheld: {string.Join("; ", Withheld)}. Protected models and their rows alone, all "
                + $"trials together: {Bound}";

    /// <returns>Null where no trial spent privacy.</returns>
    /// <param name="split">Whether the holdout was split off the seed.</param>
    internal static RunPrivacy? Of(IReadOnlyList<TrialRecord> records, bool split)
    {
        var claimed = records.Where(record => record.Privacy is not null).ToList();
        if (claimed.Count == 0)
        {
            return null;
        }

        // A fit that trials share was paid for once.
        var entries = claimed
            .SelectMany(record => record.Privacy!.Entries)
            .DistinctBy(entry => (entry.Run, entry.Number, entry.At))
            .ToList();
        double rho = entries.Where(entry => entry.Within is null).Sum(entry => entry.Rho);
        double own = entries.Where(entry => entry.Within is null).Sum(entry => entry.Delta);
        // Each fit keeps a part of its δ for the conversion; all of them together need one such part,
        // beside what the discovery of domains took.
        double conversion = claimed.Max(record =>
            record.Privacy!.Delta
            - record.Privacy.Entries.Where(entry => entry.Within is null).Sum(entry => entry.Delta)
        );
        double delta = own + conversion,
            epsilon = PrivacyLedger.RoundUp(Zcdp.Epsilon(rho, conversion));
        return new RunPrivacy(
            epsilon,
            delta,
            claimed[0].Privacy!.Unit,
            rho,
            [.. Outside(records, claimed, split).Distinct(StringComparer.Ordinal)]
        )
        {
            Trials = claimed.ToDictionary(
                record => record.Name,
                record => record.Privacy!.Words,
                StringComparer.Ordinal
            ),
        };
    }

    private static IEnumerable<string> Outside(
        IReadOnlyList<TrialRecord> records,
        List<TrialRecord> claimed,
        bool split
    )
    {
        foreach (string why in claimed.SelectMany(record => record.Privacy!.Withheld))
        {
            yield return why;
        }
        var unprotected = records.Where(record => record.Privacy is null && record.IsDone(RunStage.Fitting)).ToList();
        if (unprotected.Count > 0)
        {
            string generators = string.Join(
                ", ",
                unprotected.Select(record => record.Generator).Distinct(StringComparer.Ordinal)
            );
            yield return $"{Names(unprotected)} {(unprotected.Count == 1 ? "was" : "were")} fitted without differential "
                + $"privacy ({generators})";
        }

        if (split)
        {
            yield return "the holdout was split off by the rows' positions, which one row more or less moves";
        }
        yield return "seed.json and trial.json name the real rows by exact counts and hashes";
        if (records.Where(record => record.IsDone(RunStage.Evaluation)).ToList() is { Count: > 0 } evaluated)
        {
            yield return $"the report{(evaluated.Count == 1 ? "" : "s")} of {Names(evaluated)} "
                + $"compare{(evaluated.Count == 1 ? "s" : "")} with "
                + $"the real rows, outside the ledger";
        }
    }

    private static string Names(List<TrialRecord> records) =>
        records.Count <= 3 ? string.Join(", ", records.Select(record => record.Name)) : $"{records.Count} trials";
}
