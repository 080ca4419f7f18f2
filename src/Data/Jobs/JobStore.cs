using AethergenAI.Data.Postgres;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AethergenAI.Data.Jobs;

/// <summary>Where jobs wait: Hangfire's tables in the schema <c>hangfire</c> of the one database.</summary>
public static class JobStore
{
    public const string Schema = "hangfire";

    /// <summary>Any number that nothing else locks: of two installers at once, the second finds all done.</summary>
    private const long InstallLock = 0x61657468_0003;

    /// <summary>
    /// How long a worker may be silent before its job goes to another. A living worker gives a sign of life five
    /// times in that span, however long its job takes.
    /// </summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    static JobStore() =>
        GlobalConfiguration
            .Configuration.SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings();

    /// <summary>
    /// The store, the filters of jobs and what puts runs into the queue. Needs <see cref="NpgsqlDataSource"/>,
    /// <see cref="TenantDb"/> and <see cref="TimeProvider"/> among the services.
    /// </summary>
    public static void AddJobStore(this IServiceCollection services, TimeSpan? silence = null)
    {
        // All given here, because Hangfire would share what it makes itself with every other host in the process.
        services.AddSingleton<JobStorage>(provider => new PostgreSqlStorage(
            new DataSourceConnections(provider.GetRequiredService<NpgsqlDataSource>()),
            Options(silence ?? Silence)
        ));
        services.AddSingleton<IJobFilterProvider>(provider => new JobFilterProviderCollection(
            GlobalJobFilters.Filters,
            new JobFilterAttributeFilterProvider(),
            new JobFilterCollection
            {
                new TraceJobs(),
                new CancelDeletedRuns(
                    provider.GetRequiredService<TenantDb>(),
                    provider.GetRequiredService<TimeProvider>()
                ),
            }
        ));
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(
            provider.GetRequiredService<IServiceScopeFactory>()
        ));
        services.AddSingleton<RunOutbox>();
        services.AddHangfire(_ => { });
        // The last counts: Hangfire's own would log through a host that may be gone.
        services.AddSingleton<IGlobalConfiguration>(provider =>
            GlobalConfiguration.Configuration.UseLogProvider(
                new JobLogs(provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance)
            )
        );
    }

    /// <summary>Makes or upgrades the tables as the role that owns them, and lets Api and Worker use them.</summary>
    public static async Task InstallAsync(string ownerConnectionString, CancellationToken ct)
    {
        await using NpgsqlDataSource source = DatabaseSource.Open(ownerConnectionString);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(ct);
        await RunAsync(connection, $"select pg_advisory_lock({InstallLock})", ct);
        PostgreSqlObjectsInstaller.Install(connection, Schema);
        await RunAsync(
            connection,
            $"""
            grant usage on schema {Schema} to aethergen_app;
            grant select, insert, update, delete on all tables in schema {Schema} to aethergen_app;
            grant usage, select on all sequences in schema {Schema} to aethergen_app;
            """,
            ct
        );
        await RunAsync(connection, $"select pg_advisory_unlock({InstallLock})", ct);
    }

    internal static PostgreSqlStorageOptions Options(TimeSpan silence) =>
        new()
        {
            SchemaName = Schema,
            PrepareSchemaIfNecessary = false, // Api and Worker own no tables
            UseSlidingInvisibilityTimeout = true, // else a job that takes longer is carried out a second time
            InvisibilityTimeout = silence,
            EnableLongPolling = true, // LISTEN and NOTIFY: a waiting worker is woken at once
            QueuePollInterval = TimeSpan.FromSeconds(2), // for jobs of dead workers, of which nobody tells
        };

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private sealed class DataSourceConnections(NpgsqlDataSource source) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => source.CreateConnection();
    }
}
