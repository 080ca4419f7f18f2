using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AethergenAI.ServiceDefaults;

/// <summary>
/// Where <c>AETHERGEN_PARENT</c> is set: stops the process when its standard input ends,
/// which its starter holds open for as long as it lives, so that nothing is left running when the starter is killed.
/// </summary>
internal sealed partial class ParentWatch(
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    ILogger<ParentWatch> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrEmpty(configuration["AETHERGEN_PARENT"]))
        {
            return;
        }

        await Task.Yield();
        await using Stream input = Console.OpenStandardInput();
        byte[] nothing = new byte[64];
        while (await input.ReadAsync(nothing, stoppingToken) > 0) { }
        if (stoppingToken.IsCancellationRequested)
        {
            return;
        }

        LogGone();
        lifetime.StopApplication();
    }

    [LoggerMessage(LogLevel.Warning, "The process that started this one is gone; stopping")]
    private partial void LogGone();
}
