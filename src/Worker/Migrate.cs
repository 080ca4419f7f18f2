using AethergenAI.Data.Jobs;
using AethergenAI.Data.Postgres;
using Npgsql;

namespace AethergenAI.Worker;

/// <summary>
/// <c>Worker migrate</c>: brings the database up to date as the role that owns
/// it (<c>ConnectionStrings:aethergen_owner</c>).
/// </summary>
internal static class Migrate
{
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
            if (configuration["AETHERGEN_APP_ROLE"] is { Length: > 0 } identity)
            {
                await IdentityRole.EnsureAsync(owner, identity, CancellationToken.None);
            }

            IReadOnlyList<string> applied = await Migrations.ApplyAsync(owner, Migrations.All, CancellationToken.None);
            await JobStore.InstallAsync(owner, CancellationToken.None);
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
}
