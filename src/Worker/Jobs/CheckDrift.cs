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
/// Tests the model of a run against the newest rows of its project, where those are newer than the run's own and were
/// not tested before.
/// </summary>
internal sealed partial class CheckDrift(TenantDb tenants, BlobStore blobs, TimeProvider clock, ILogger<CheckDrift> log)
{
    private static readonly IProgress<RunProgress> Unwatched = new Progress<RunProgress>();

    internal async Task RunAsync(Id<Tenant> tenant, Id<Run> id, CancellationToken ct)
    {
        try
        {
            await using AethergenDb db = tenants.OpenFor(tenant);
            if (await db.DriftWatches.SingleOrDefaultAsync(row => row.RunId == id, ct) is not { } watch)
            {
                return; // it was ended at this very moment
            }

            Run run = await db.Runs.GetAsync(id, ct);
            if (await UntestedAsync(db, run, ct) is { } seed)
            {
                DriftCheck check = await CheckAsync(db.Tenant, run, seed, ct);
                db.DriftChecks.Add(check);
                run.Drifted(check.Outcome);
                LogChecked(id);
            }
            watch.Looked(clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !Outages.Is(failure))
        {
            LogFailed(id, FaultText.Of(failure)); // the others are not to wait for it; it is tried again
        }
    }

    /// <returns>The newest rows of the project; null where they are the run's own, older, or tested already.</returns>
    private static async Task<SeedFile?> UntestedAsync(AethergenDb db, Run run, CancellationToken ct)
    {
        SeedFile own = await db.Seeds.AsNoTracking().SingleAsync(seed => seed.Id == run.SeedId, ct);
        SeedFile newest = await db
            .Seeds.AsNoTracking()
            .Where(seed => seed.ProjectId == run.ProjectId)
            .OrderByDescending(seed => seed.CreatedAt)
            .ThenByDescending(seed => seed.Id)
            .FirstAsync(ct);
        bool known =
            newest.Sha256 == own.Sha256
            || newest.CreatedAt <= own.CreatedAt
            || await db.DriftChecks.AnyAsync(row => row.RunId == run.Id && row.SeedId == newest.Id, ct);
        return known ? null : newest;
    }

    private async Task<DriftCheck> CheckAsync(Id<Tenant> tenant, Run run, SeedFile seed, CancellationToken ct)
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
