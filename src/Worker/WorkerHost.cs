using System.Data.Common;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Keys;
using AethergenAI.ServiceDefaults;
using AethergenAI.Worker.Jobs;
using Npgsql;
using Quartz;

namespace AethergenAI.Worker;

internal static class WorkerHost
{
    internal static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults("worker");

        string connectionString = builder.Configuration.GetConnectionString("aethergen")
            ?? throw new InvalidOperationException("ConnectionStrings:aethergen is not set.");
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        builder.Services.AddSingleton<DbDataSource>(services => services.GetRequiredService<NpgsqlDataSource>());
        builder.Services.AddSingleton<TenantDb>();
        builder.Services.AddSingleton<TimeProvider>(new MicrosecondClock());
        builder.Services.AddSingleton(BlobStore.FromConfiguration(builder.Configuration));
        builder.Services.AddKeyRing(builder.Configuration);
        builder.Services.AddSingleton<SigningKeys>();
        builder
            .Services.AddOptions<WorkerOptions>()
            .BindConfiguration("Worker")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        AddJobs(builder, connectionString);

        WebApplication app = builder.Build();
        app.MapHealth();
        return app;
    }

    private static void AddJobs(WebApplicationBuilder builder, string connectionString)
    {
        int runsAtOnce = builder.Configuration.GetSection("Worker").Get<WorkerOptions>()?.RunsAtOnce
            ?? new WorkerOptions().RunsAtOnce;
        builder.AddQuartz(quartz =>
        {
            // A name for each process: a restarted worker finds its dead predecessor's jobs as any other worker does.
            quartz.ConfigureScheduler(options =>
                options.InstanceId = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.CreateVersion7():N}"
            );
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(connectionString);
                store.UseSystemTextJsonSerializer();
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = Migrate.QuartzPrefix;
                    options.StoreJobDataAsStrings = true;
                });
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = TimeSpan.FromSeconds(2);
                    cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(4);
                });
            });
            quartz.UseDefaultThreadPool(runsAtOnce);
        });
        builder.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        builder.Services.AddSingleton<WorkerSlots>();
        builder.Services.AddHostedService<QueueFeeder>();
        builder.Services.AddHostedService<SharedRunWorker>();
    }
}
