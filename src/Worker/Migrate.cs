using System.Reflection;
using AethergenAI.Data.Postgres;
using Npgsql;
using Quartz;

namespace AethergenAI.Worker;

/// <summary>
/// <c>Worker migrate</c>: brings the database up to date as the role that owns
/// it (<c>ConnectionStrings:aethergen_owner</c>).
/// </summary>
internal static class Migrate
{
    internal const string QuartzPrefix = "jobs.qrtz_";

    internal static IEnumerable<Migration> All => [.. Migrations.All, QuartzTables()];

    internal static async Task<int> RunAsync(string[] args)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddCommandLine(args)
            .Build();
        if (configuration.GetConnectionString("aethergen_owner") is not { Length: > 0 } owner)
        {
            await Console.Error.WriteLineAsync(
                "ConnectionStrings__aethergen_owner is not set: it signs in as the role that owns the tables."
            );
            return 2;
        }

        try
        {
            IReadOnlyList<string> applied = await Migrations.ApplyAsync(owner, All, CancellationToken.None);
            Console.WriteLine(
                applied.Count == 0 ? "The database is up to date." : $"Applied {string.Join(", ", applied)}."
            );
            return 0;
        }
        catch (RefusedException refusal)
        {
            await Console.Error.WriteLineAsync($"{refusal.Message} ({refusal.Code})");
            return 3;
        }
        catch (NpgsqlException failure)
        {
            await Console.Error.WriteLineAsync($"The database could not be brought up to date: {failure.Message}");
            return 4;
        }
    }

    /// <summary>
    /// Quartz's own script, which creates only what is missing; another version of it is another migration.
    /// </summary>
    private static Migration QuartzTables()
    {
        Assembly quartz = typeof(IJob).Assembly;
        using var reader = new StreamReader(
            quartz.GetManifestResourceStream("Quartz.Impl.AdoJobStore.Schema.create_postgres.sql")!
        );
        string script = reader.ReadToEnd().ReplaceLineEndings("\n");
        // {0} is the prefix, {1} the prefix without its schema
        string sql = script.Replace("{0}", QuartzPrefix).Replace("{1}", QuartzPrefix.Split('.')[1]);
        return new Migration($"quartz-{quartz.GetName().Version!.ToString(3)}", sql);
    }
}
