using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Jobs;
using AethergenAI.Data.Postgres;
using AethergenAI.Data.Tests.Postgres;
using AethergenAI.Recipes;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AethergenAI.Worker.Tests;

/// <summary>
/// A migrated database, a blob folder, and a tenant with a project: what a worker finds on a real machine.
/// </summary>
public sealed class WorkerFixture : IAsyncLifetime
{
    private readonly string home = Path.Combine(
        Path.GetTempPath(),
        "aethergen-worker-" + Guid.CreateVersion7().ToString("N")
    );
    private LocalPostgres postgres = null!;
    private NpgsqlDataSource source = null!;
    private ServiceProvider services = null!;

    public string BlobFolder => Path.Combine(home, "blobs");

    public string KeyFolder => Path.Combine(home, "keys");

    public string ConnectionString => postgres.Database.App;

    public RunOutbox Outbox => services.GetRequiredService<RunOutbox>();

    public string OwnerConnectionString => postgres.Database.Owner;

    /// <summary>The server's process; null where it is not ours.</summary>
    public int? ServerId => postgres.ProcessId;

    /// <summary>What Api has of jobs.</summary>
    public IServiceProvider Services => services;

    public Id<Tenant> Tenant { get; } = Id<Tenant>.New();

    public TenantDb Tenants { get; private set; } = null!;

    private Project Project { get; } =
        new()
        {
            Id = Id<Project>.New(),
            Name = "Tests",
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };

    public async ValueTask InitializeAsync()
    {
        postgres = await LocalPostgres.StartTemporaryAsync(CancellationToken.None);
        await Migrations.ApplyAsync(postgres.Database.Owner, Migrations.All, CancellationToken.None);
        await JobStore.InstallAsync(postgres.Database.Owner, CancellationToken.None);
        source = NpgsqlDataSource.Create(ConnectionString);
        Tenants = new TenantDb(source);
        services = ServicesOver(source);
        await using AethergenDb db = Tenants.OpenFor(Tenant);
        db.Tenants.Add(
            new Tenant
            {
                Id = Tenant,
                Name = "Tests",
                CreatedAt = Project.CreatedAt,
            }
        );
        await db.SaveChangesAsync();
        db.Projects.Add(Project);
        await db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await source.DisposeAsync();
        await postgres.DisposeAsync();
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>What Api has of jobs, over another database.</summary>
    public static ServiceProvider ServicesOver(NpgsqlDataSource source)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton(source);
        collection.AddSingleton<TenantDb>();
        collection.AddSingleton(TimeProvider.System);
        collection.AddJobStore();
        return collection.BuildServiceProvider();
    }

    public Task<DatabaseAccess> CreateDatabaseAsync(CancellationToken ct) => postgres.CreateTemporaryDatabaseAsync(ct);

    /// <summary>A worker within this process.</summary>
    public async Task<WebApplication> StartWorkerAsync(CancellationToken ct, params string[] settings)
    {
        WebApplication worker = WorkerHost.Build([
            $"--ConnectionStrings:aethergen={ConnectionString}",
            $"--Blobs:Root={BlobFolder}",
            $"--Keys:Root={KeyFolder}",
            "--urls=http://127.0.0.1:0",
            .. settings,
        ]);
        await worker.StartAsync(ct);
        return worker;
    }

    public void ForgetConnections() => source.Clear();

    /// <summary>Queues a run of <paramref name="recipe"/> over <paramref name="csv"/>, as Api does.</summary>
    public async Task<Id<Run>> EnqueueAsync(Recipe recipe, byte[] csv, CancellationToken ct, bool needsGpu = false)
    {
        var blobs = new FolderBlobs(BlobFolder);
        Blob blob = await blobs.PutAsync(Tenant, async (stream, token) => await stream.WriteAsync(csv, token), ct);
        SchemaProposal found = SchemaInference.Infer(new MemoryStream(csv), "seed", CsvOptions.Default, ct);
        Schema schema = found.Schema;
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await using AethergenDb db = Tenants.OpenFor(Tenant);
        var seed = new SeedFile
        {
            Id = Id<SeedFile>.New(),
            ProjectId = Project.Id,
            Name = recipe.Data.Seed,
            Sha256 = blob.Sha256,
            Bytes = blob.Bytes,
            Rows = found.Rows,
            Profile = found,
            CreatedAt = now,
        };
        var version = new SchemaVersion
        {
            Id = Id<SchemaVersion>.New(),
            ProjectId = Project.Id,
            Name = Guid.CreateVersion7().ToString(),
            Number = 1,
            Hash = SchemaHash.Of(schema),
            Document = schema,
            CreatedAt = now,
        };
        db.AddRange(seed, version);
        await db.SaveChangesAsync(ct);
        var run = new Run
        {
            Id = Id<Run>.New(),
            ProjectId = Project.Id,
            SeedId = seed.Id,
            SchemaId = version.Id,
            Name = recipe.Name,
            Recipe = recipe,
            CreatedAt = now,
            Owner = "tests@localhost",
            NeedsGpu = needsGpu,
        };
        await Outbox.EnqueueAsync(db, run, ct);
        return run.Id;
    }

    public async Task<Run> ReadAsync(Id<Run> run, CancellationToken ct)
    {
        await using AethergenDb db = Tenants.OpenFor(Tenant);
        return await db.Runs.AsNoTracking().SingleAsync(row => row.Id == run, ct);
    }

    public async Task<IReadOnlyList<Artefact>> ArtefactsAsync(Id<Run> run, CancellationToken ct)
    {
        await using AethergenDb db = Tenants.OpenFor(Tenant);
        return await db
            .Artefacts.AsNoTracking()
            .Where(row => row.RunId == run)
            .OrderBy(row => row.Name)
            .ToListAsync(ct);
    }

    public async Task<long> CountAsync(string sql, CancellationToken ct)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The first column of the first row.</summary>
    public async Task<string?> ReadTextAsync(string sql, CancellationToken ct)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>The id of the run's job.</summary>
    public async Task<string> JobOfAsync(Id<Run> run, CancellationToken ct) =>
        (await ReadTextAsync($"select job_id::text from jobs.run_jobs where run_id = '{run}'", ct))!;

    public async Task<Run> UntilAsync(Id<Run> run, Func<Run, bool> condition, TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        while (true)
        {
            Run now = await ReadAsync(run, CancellationToken.None);
            if (condition(now))
            {
                return now;
            }
            Assert.False(
                limit.IsCancellationRequested,
                $"The run is still {now.Status} at {now.Stage} after {patience}: {now.ProblemMessage}"
            );
            await Task.Delay(50, CancellationToken.None);
        }
    }

    /// <summary>Waits until the run is done, and holds that each of its trials is.</summary>
    public async Task EndsWholeAsync(Id<Run> id, int trials, TimeSpan patience, CancellationToken ct)
    {
        Run run = await UntilAsync(id, now => now.Ended, patience, ct);
        Assert.Equal((RunStatus.Done, null), (run.Status, run.ProblemMessage));
        Assert.Equal(trials, run.Summary!.Trials.Count);
        await using AethergenDb db = Tenants.OpenFor(Tenant);
        List<RunTrial> rows = await db.Trials.AsNoTracking().Where(row => row.RunId == id).ToListAsync(ct);
        Assert.Equal(trials, rows.Select(row => row.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(rows, row => Assert.Equal(TrialStatus.Done, row.Status));
    }
}
