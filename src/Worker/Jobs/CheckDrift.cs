using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Privacy;
using AethergenAI.Data.Runs;
using AethergenAI.Evaluation.Drift;
using AethergenAI.Formats;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Worker.Jobs;

/// <summary>
/// Tests the model of a run against each newer seed of its project that was not tested before, the oldest first.
/// </summary>
internal sealed partial class CheckDrift(TenantDb tenants, BlobStore blobs, TimeProvider clock, ILogger<CheckDrift> log)
{
    private static readonly IProgress<RunProgress> Unwatched = new Progress<RunProgress>();

    /// <param name="lost">Whether earlier tests never ended; then the seed is refused.</param>
    internal async Task RunAsync(Id<Tenant> tenant, Id<Run> id, bool lost, CancellationToken ct)
    {
        try
        {
            await using AethergenDb db = tenants.OpenFor(tenant);
            Run? run = await db.Runs.SingleOrDefaultAsync(row => row.Id == id, ct);
            while (
                run is not null
                && await db.DriftWatches.AnyAsync(row => row.RunId == id, ct)
                && await UntestedAsync(db, run, ct) is { } seed
            )
            {
                DriftCheck check = await CheckAsync(db.Tenant, run, seed, lost, ct);
                db.DriftChecks.Add(check);
                run.RecordDrift(check.Outcome);
                await db.SaveChangesAsync(ct);
                LogChecked(id);
            }
            await PlanNextAsync(db, id, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !Outages.Is(failure))
        {
            LogFailed(id, FaultText.Of(failure)); // the others are not to wait for it; it is tried again
        }
    }

    private async Task PlanNextAsync(AethergenDb db, Id<Run> id, CancellationToken ct)
    {
        DriftWatch? watch = await db.DriftWatches.AsNoTracking().SingleOrDefaultAsync(row => row.RunId == id, ct);
        if (watch is null)
        {
            return; // it was ended meanwhile
        }
        DateTimeOffset now = clock.GetUtcNow(),
            next = watch.NextAfter(now);
        await db
            .DriftWatches.Where(row => row.RunId == id)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.LookedAt, now).SetProperty(it => it.DueAt, next), ct);
    }

    /// <returns>The oldest seed of the project that is newer than the run's own, has other bytes, and was not tested;
    /// null where there is none.</returns>
    private static async Task<SeedFile?> UntestedAsync(AethergenDb db, Run run, CancellationToken ct)
    {
        SeedFile own = await db.Seeds.AsNoTracking().SingleAsync(seed => seed.Id == run.SeedId, ct);
        return await db
            .Seeds.AsNoTracking()
            .Where(seed =>
                seed.ProjectId == run.ProjectId && seed.CreatedAt > own.CreatedAt && seed.Sha256 != own.Sha256
            )
            .Where(seed => !db.DriftChecks.Any(check => check.RunId == run.Id && check.SeedId == seed.Id))
            .OrderBy(seed => seed.CreatedAt)
            .ThenBy(seed => seed.Id)
            .FirstOrDefaultAsync(ct);
    }

    private async Task<DriftCheck> CheckAsync(
        Id<Tenant> tenant,
        Run run,
        SeedFile seed,
        bool lost,
        CancellationToken ct
    )
    {
        var check = new DriftCheck
        {
            Id = Id<DriftCheck>.New(),
            RunId = run.Id,
            SeedId = seed.Id,
            SeedName = seed.Name,
            At = clock.GetUtcNow(),
        };
        try
        {
            if (lost)
            {
                throw JobRefusals.DriftNeverEnded();
            }
            Model model = await ModelAsync(tenant, run, ct);
            await new PostgresLedger(tenants, tenant, seed.Sha256, clock).TouchOutsideAsync(
                $"run {run.Id}",
                "test for drift, exact figures shown to Analysts, Engineers and Owners",
                ct
            );
            Table rows = await RowsAsync(tenant, seed, model.Manifest.Schema, ct);
            check.Conclude(
                await Task.Run(
                    () => DriftTest.Compare(model.Manifest, null, count => Drawn(model, count, ct), rows, new(), ct),
                    ct
                )
            );
        }
        catch (RefusedException refusal)
        {
            check.Refuse(refusal);
        }
        return check;
    }

    private async Task<Model> ModelAsync(Id<Tenant> tenant, Run run, CancellationToken ct)
    {
        string folder = $"trials/{run.Summary?.LeadingTrial() ?? throw JobRefusals.NoModel()}/model/";
        var artefacts = new BlobArtefacts(tenants, blobs, tenant, run.Id, clock);
        byte[] manifest = await BytesAsync("model.json"),
            graph = await BytesAsync("sampler.onnx");
        return ModelDocument.Read(manifest, graph);

        async Task<byte[]> BytesAsync(string name)
        {
            await using Stream stream = await artefacts.OpenAsync(folder + name, ct);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, ct);
            return bytes.ToArray();
        }
    }

    /// <summary>A column whose unit or format changed has moved: that is an answer, not bad input.</summary>
    private async Task<Table> RowsAsync(Id<Tenant> tenant, SeedFile seed, Schema schema, CancellationToken ct)
    {
        using LocalBlob file = await blobs.OpenLocalAsync(tenant, seed.Sha256, ct);
        var options = new CsvOptions { FileName = seed.Name, Broken = BrokenCells.CountAsMissing };
        return await Task.Run(() => TableFile.Read(file.Path, schema, options, ct), ct);
    }

    private static Table Drawn(Model model, int rows, CancellationToken ct)
    {
        using var sampler = new CheckedSampler(new OnnxTokenSampler(model.Graph), model.Manifest);
        return RowSampler.Sample(model, sampler, new SampleRequest(rows, Seed: 1), Unwatched, ct).Table;
    }

    [LoggerMessage(LogLevel.Information, "The model of run {RunId} was tested for drift")]
    private partial void LogChecked(Id<Run> runId);

    [LoggerMessage(LogLevel.Error, "The test of run {RunId} for drift failed: {Fault}")]
    private partial void LogFailed(Id<Run> runId, string fault);
}
