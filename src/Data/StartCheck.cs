using AethergenAI.Data.Blobs;
using AethergenAI.Data.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AethergenAI.Data;

public static class StartCheck
{
    private const int Refused = 3;
    private const int OutOfOrder = 4;

    /// <summary>
    /// Checks that keys and blobs can be used, and runs the process to its end. What forbids the start is one sentence
    /// on standard error.
    /// </summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunCheckedAsync(this WebApplication app)
    {
        await using WebApplication disposed = app;
        try
        {
            await KeyRing.CheckAsync(app.Services, CancellationToken.None);
            await app.Services.GetRequiredService<BlobStore>().CheckAsync(CancellationToken.None);
        }
        catch (RefusedException refusal)
        {
            await Console.Error.WriteLineAsync($"{refusal.Message} ({refusal.Code})");
            return Refused;
        }
        catch (BlobOutageException outage)
        {
            await Console.Error.WriteLineAsync($"{outage.Message} ({outage.Code})");
            return OutOfOrder;
        }
        catch (NpgsqlException failure)
        {
            await Console.Error.WriteLineAsync($"The database cannot be used: {failure.Message}");
            return OutOfOrder;
        }

        await app.RunAsync();
        return 0;
    }
}
