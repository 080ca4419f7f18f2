using System.Data.Common;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Jobs;
using AethergenAI.Data.Keys;
using AethergenAI.Data.Postgres;
using AethergenAI.ServiceDefaults;
using AethergenAI.Worker.Jobs;
using Hangfire;
using Npgsql;

namespace AethergenAI.Worker;

internal static class WorkerHost
{
    internal static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults("worker");

        string connectionString = builder.Configuration.GetConnectionString("aethergen")
            ?? throw new InvalidOperationException("ConnectionStrings:aethergen is not set.");
        builder.Services.AddSingleton(_ => DatabaseSource.Open(connectionString));
        builder.Services.AddSingleton<DbDataSource>(services => services.GetRequiredService<NpgsqlDataSource>());
        builder.Services.AddSingleton<TenantDb>();
        builder.Services.AddSingleton<TimeProvider>(new MicrosecondClock());
        builder.Services.AddSingleton(_ => BlobStore.FromConfiguration(builder.Configuration));
        builder.Services.AddKeyRing(builder.Configuration);
        builder.Services.AddSingleton<SigningKeys>();
        builder
            .Services.AddOptions<WorkerOptions>()
            .BindConfiguration("Worker")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        AddJobs(builder);

        WebApplication app = builder.Build();
        app.MapHealth();
        return app;
    }

    private static void AddJobs(WebApplicationBuilder builder)
    {
        WorkerOptions worker = builder.Configuration.GetSection("Worker").Get<WorkerOptions>() ?? new();
        builder.Logging.AddFilter("Hangfire", LogLevel.Warning);
        builder.Services.AddJobStore(worker.Silence);
        builder.Services.AddSingleton<CarryOutRun>();
        builder.Services.AddSingleton<RunWork>(services => services.GetRequiredService<CarryOutRun>().ExecuteAsync);
        builder.Services.AddSingleton<WorkerSlots>();
        builder.Services.AddSingleton<CheckDrift>();
        builder.Services.AddSingleton<DriftWork>(services => services.GetRequiredService<CheckDrift>().RunAsync);
        // A server for each queue: one for several takes the oldest job of all, in whatever order they are named.
        foreach (string queue in worker.Served.Distinct(StringComparer.Ordinal))
        {
            builder.Services.AddHangfireServer(server =>
            {
                server.Queues = [queue];
                server.WorkerCount = queue == JobQueues.Io ? 1 : worker.RunsAtOnce;
                server.HeartbeatInterval = worker.Silence / 3;
                server.ServerTimeout = worker.Silence * 2;
                server.ServerCheckInterval = worker.Silence;
                server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
                server.CancellationCheckInterval = TimeSpan.FromSeconds(1);
                server.ShutdownTimeout = TimeSpan.FromSeconds(6);
            });
        }

        if (worker.Served.Any(queue => queue != JobQueues.Io))
        {
            builder.Services.AddHostedService<SharedRunWorker>();
        }
        builder.Services.AddHostedService<JobSchedule>();
        builder.Services.AddHostedService<QueueGauges>();
    }
}
