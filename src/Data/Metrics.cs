using System.Diagnostics;
using System.Diagnostics.Metrics;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Runs;
using AethergenAI.Tenancy;

namespace AethergenAI.Data;

/// <summary>
/// What the product counts of its work, where somebody listens. Tags are ids of organisations, codes, classes of work
/// and names of generators: no cell and no person. docs/operations.md lists the instruments.
/// </summary>
public static class Metrics
{
    public const string MeterName = "AethergenAI";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Denied = Meter.CreateCounter<long>(
        "aethergen.requests.denied",
        "{request}",
        "Requests that were answered 401, 403, 429 or 503"
    );

    private static readonly Histogram<double> TrialTime = Meter.CreateHistogram<double>(
        "aethergen.trial.duration",
        "s",
        "Elapsed time of the stages that a trial ran itself, in whole seconds"
    );

    private static readonly Counter<long> SampledRows = Meter.CreateCounter<long>(
        "aethergen.rows.sampled",
        "{row}",
        "Synthetic rows that trials drew"
    );

    private static readonly Counter<double> SpentRho = Meter.CreateCounter<double>(
        "aethergen.privacy.spent",
        "{rho}",
        "Zero-concentrated differential privacy (rho) charged to ledgers; it adds up, as epsilon does not"
    );

    private static readonly Counter<long> Unprotected = Meter.CreateCounter<long>(
        "aethergen.privacy.unprotected",
        "{use}",
        "Entries of ledgers for uses of the rows that nothing protects"
    );

    /// <param name="tenant">Null where the caller is not known.</param>
    public static void CountDenied(int status, string code, Id<Tenant>? tenant)
    {
        var tags = new TagList { { "http.response.status_code", status }, { "code", code } };
        if (tenant is { } known)
        {
            tags.Add("tenant", known.ToString());
        }
        Denied.Add(1, tags);
    }

    internal static void CountTrial(Id<Tenant> tenant, TrialRecord record)
    {
        string outcome = record switch
        {
            { Failure: not null } => "refused",
            { ReusedFrom: not null } => "reused",
            _ => "done",
        };
        var tags = new TagList
        {
            { "tenant", tenant.ToString() },
            { "generator", record.Generator },
            { "outcome", outcome },
        };
        double seconds = record.Stages.Where(stage => stage.From is null).Sum(stage => stage.Cost.WallSeconds);
        TrialTime.Record(Math.Ceiling(seconds), tags);
        if (outcome == "done" && record.Sampling is { } sampling)
        {
            SampledRows.Add(sampling.Rows, tags);
        }
    }

    /// <summary>
    /// What is paid from a reservation was counted when it was reserved, and what another ledger spent, there.
    /// </summary>
    internal static void CountEntry(Id<Tenant> tenant, LedgerEntry entry)
    {
        var tags = new TagList { { "tenant", tenant.ToString() }, { "mechanism", entry.Mechanism } };
        if (entry.Mechanism == LedgerCharge.Outside)
        {
            Unprotected.Add(1, tags);
        }
        else if (entry is { Within: null, Rho: > 0, Mechanism: not LedgerCharge.CarriedOver })
        {
            SpentRho.Add(entry.Rho, tags);
        }
    }
}
