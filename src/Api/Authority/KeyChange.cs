using Microsoft.Extensions.Options;
using OpenIddict.Server;
using OpenIddict.Validation;

namespace AethergenAI.Api.Authority;

/// <summary>
/// Reads the authority's keys again twice a day: a new one may have begun to sign in another process.
/// </summary>
internal sealed class KeyChange(
    IOptionsMonitorCache<OpenIddictServerOptions> server,
    IOptionsMonitorCache<OpenIddictValidationOptions> validation,
    TimeProvider clock
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(12);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            server.Clear();
            validation.Clear();
        }
    }
}
