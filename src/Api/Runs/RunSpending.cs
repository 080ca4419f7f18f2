using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Privacy;
using AethergenAI.Data.Runs;
using AethergenAI.Formats;
using AethergenAI.Pipeline;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Runs;

/// <summary>What the private fits of a run will spend from the ledger of its seed.</summary>
internal sealed class RunSpending(AethergenDb db, TenantDb tenants, BlobStore blobs, TimeProvider clock)
{
    /// <summary>Larger seeds are not read; then no trial counts as reused.</summary>
    internal const int MaxRows = 1_000_000;

    private const long MaxBytes = 256L << 20;

    /// <summary>The latest runs of the seed whose trials may be reused.</summary>
    private const int MaxRuns = 200;

    /// <summary>Taken by whoever has the rows of a seed in memory.</summary>
    internal static readonly SemaphoreSlim Reader = new(1);

    /// <summary>
    /// Requires the budget of the fits that the run has to make. Trials that an earlier run has carried out on the same
    /// rows are reused and spend nothing. Of a seed too large to be read here, all count.
    /// </summary>
    /// <param name="schemas">The schemas of the recipe's data sets, the seed's own first.</param>
    /// <param name="run">The run that begins, whose ledger entries tell that the rows were refused; null: a plan, of
    /// which nothing is recorded: where its rows cannot be read, all fits count.</param>
    /// <returns>What will be spent, in words; null if no fit is private.</returns>
    /// <exception cref="RefusedException">The run would overspend, or its rows cannot be read.</exception>
    internal async Task<string?> RequireAsync(
        Recipe recipe,
        IReadOnlyList<Trial> trials,
        SeedFile seed,
        IReadOnlyList<Schema> schemas,
        Id<Run>? run,
        CancellationToken ct
    )
    {
        var ledger = new PostgresLedger(tenants, db.Tenant, seed.Sha256, clock);
        var own = run ?? Id<Run>.New();
        var open = trials;
        PlannedSpending.RequireFor(trials, schemas, await ledger.ReadAsync(ct)); // before the rows are read
        if (await MayReuseAsync(recipe, trials, seed, ct))
        {
            var cache = new PostgresTrialCache(tenants, blobs, db.Tenant, own, clock);
            var account = run is null ? null : new PrivacyAccount(ledger, own.ToString(), RandomBits.FromSystem());
            var inputs = Inputs(seed, schemas[0]);
            await Reader.WaitAsync(ct);
            try
            {
                open = await OpenFits.OfAsync(recipe, inputs, null, cache, RunServices.AnyDevice, account, ct);
            }
            finally
            {
                Reader.Release();
            }
        }
        var kept = await ledger.ReadAsync(ct);
        PlannedSpending.Require(open, schemas, kept, own.ToString());
        return PlannedSpending.Planned(trials, open, schemas, kept.Limit, kept.EpsilonLeft);
    }

    /// <summary>Reading the rows of a large seed takes long, so they are read only where it can matter.</summary>
    private async Task<bool> MayReuseAsync(
        Recipe recipe,
        IReadOnlyList<Trial> trials,
        SeedFile seed,
        CancellationToken ct
    )
    {
        bool large = seed.Rows > MaxRows || seed.Bytes > MaxBytes;
        if (large || recipe.Data.Blocks is not null || !PlannedSpending.IsPrivate(trials))
        {
            return false;
        }
        var earlier = await db
            .Runs.AsNoTracking()
            .Where(run =>
                db.Seeds.Any(other => other.Id == run.SeedId && other.Sha256 == seed.Sha256)
                && db.Trials.Any(trial => trial.RunId == run.Id && trial.Status == TrialStatus.Done)
            )
            .OrderByDescending(run => run.CreatedAt)
            .Take(MaxRuns)
            .Select(run => run.Recipe)
            .ToListAsync(ct);
        return OpenFits.MayReuse(trials, earlier);
    }

    private RunInputs Inputs(SeedFile seed, Schema schema)
    {
        var tenant = db.Tenant;
        return new RunInputs(
            schema,
            new InputFile(
                seed.Name,
                ct => blobs.OpenAsync(tenant, seed.Sha256, ct),
                async (read, ct) =>
                {
                    using var file = await blobs.OpenLocalAsync(tenant, seed.Sha256, ct);
                    var options = new CsvOptions
                    {
                        FileName = seed.Name,
                        NotesOnCells = false,
                        OneEncoding = true,
                    };
                    return await Task.Run(() => TableFile.Read(file.Path, read, options, ct), ct);
                }
            )
            {
                Sha256 = seed.Sha256,
            }
        );
    }
}
