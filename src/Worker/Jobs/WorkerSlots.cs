using System.Collections.Concurrent;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Privacy;
using AethergenAI.Data.Runs;
using AethergenAI.Evaluation.Costing;
using AethergenAI.Formats;
using AethergenAI.Onnx;
using AethergenAI.Onnx.Networks;
using AethergenAI.Pipeline;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Recipes.Planning;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AethergenAI.Worker.Jobs;

/// <summary>The trial slots of this process, the services it gives each run, and the runs it works on.</summary>
internal sealed partial class WorkerSlots(
    NpgsqlDataSource source,
    TenantDb tenants,
    BlobStore blobs,
    TimeProvider clock,
    IOptions<WorkerOptions> options,
    ILogger<WorkerSlots> log
) : IDisposable
{
    private readonly SemaphoreSlim slots = new(
        options.Value.TrialsAtOnce ?? Math.Clamp(Environment.ProcessorCount, 1, 8)
    );
    private readonly ConcurrentDictionary<Id<Run>, int> runs = new();
    private readonly Device device = Device.Open("auto");

    /// <summary>Trial slots that are free.</summary>
    internal int FreeSlots => slots.CurrentCount;

    internal bool IsAt(Id<Run> run) => runs.ContainsKey(run);

    /// <summary>Marks the run as worked on by this process until the result is disposed.</summary>
    internal IDisposable Enter(Id<Run> run)
    {
        runs.AddOrUpdate(run, 1, (_, times) => times + 1);
        return new Stay(this, run);
    }

    internal RunServices ServicesFor(Id<Run> run, Id<Tenant> tenant, IProgress<RunProgress> progress) =>
        new(
            Generators.All,
            graph => new OnnxTokenSampler(graph, device),
            new BlobArtefacts(tenants, blobs, tenant, run, clock),
            new PostgresTrialQueue(source, tenants, tenant, run, clock),
            slots,
            progress,
            clock,
            ThisMachine.Describe()
        )
        {
            TrialCache = new PostgresTrialCache(tenants, blobs, tenant, run, clock),
            Network = NetworkLearner.Fit,
            Faulted = (trial, bug) => LogFaulted(run, trial, FaultText.Of(bug)),
        };

    /// <summary>What the run's fits spend from: the ledger that counts for its seed.</summary>
    internal async Task<PrivacyAccount> AccountAsync(Run run, AethergenDb db, CancellationToken ct)
    {
        SeedFile seed = await db.Seeds.GetAsync(run.SeedId, ct);
        return new PrivacyAccount(
            new PostgresLedger(tenants, db.Tenant, seed.Sha256, clock),
            run.Id.ToString(),
            RandomBits.FromSystem()
        );
    }

    /// <summary>The organisation's own, else the program's example.</summary>
    internal static async Task<Prices> PricesAsync(AethergenDb db, CancellationToken ct) =>
        (await db.NewestPricesAsync(ct))?.Document ?? PricesReader.Shipped;

    internal async Task<RunInputs> InputsAsync(Run run, AethergenDb db, CancellationToken ct)
    {
        SeedFile seed = await db.Seeds.GetAsync(run.SeedId, ct);
        SchemaVersion version = await db.Schemas.GetAsync(run.SchemaId, ct);
        Id<Tenant> tenant = db.Tenant;
        var file = new InputFile(
            seed.Name,
            stop => blobs.OpenAsync(tenant, seed.Sha256, stop),
            (schema, stop) => ReadAsync(tenant, run, seed, schema, stop)
        )
        {
            Sha256 = seed.Sha256, // the blob is named by it
        };
        return new RunInputs(version.Document, file);
    }

    /// <summary>Reads the seed, and keeps with the run what there was to say about it.</summary>
    private async Task<Table> ReadAsync(Id<Tenant> tenant, Run run, SeedFile seed, Schema schema, CancellationToken ct)
    {
        using LocalBlob file = await blobs.OpenLocalAsync(tenant, seed.Sha256, ct);
        var notes = new List<string>();
        var options = new CsvOptions
        {
            FileName = seed.Name,
            Note = notes.Add,
            NotesOnCells = false,
            OneEncoding = PlannedSpending.IsPrivate(TrialPlan.Of(run.Recipe)),
        };
        Table table = await Task.Run(() => TableFile.Read(file.Path, schema, options, ct), ct);
        if (notes.Count > 0)
        {
            await using AethergenDb db = tenants.OpenFor(tenant);
            await db
                .Runs.Where(row => row.Id == run.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(it => it.Notes, notes), ct);
        }
        return table;
    }

    public void Dispose()
    {
        slots.Dispose();
        device.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "Trial {Trial} of run {RunId} failed: {Fault}")]
    private partial void LogFaulted(Id<Run> runId, string trial, string fault);

    private sealed class Stay(WorkerSlots place, Id<Run> run) : IDisposable
    {
        public void Dispose()
        {
            if (place.runs.AddOrUpdate(run, 0, (_, times) => times - 1) <= 0)
            {
                place.runs.TryRemove(new(run, 0));
            }
        }
    }
}
