using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace AethergenAI.AppHost;

/// <summary>Whether a resource can do its work.</summary>
/// <remarks>
/// It asks repeatedly for some seconds before it reports unhealthy, because the orchestrator's own checks come at
/// growing intervals and would notice a recovery seconds late.
/// </remarks>
/// <param name="ask">Throws where there is no good answer.</param>
internal sealed class AnswerCheck(Func<CancellationToken, Task> ask) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5),
        Pause = TimeSpan.FromMilliseconds(100);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await ask(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception away) when (away is HttpRequestException or NpgsqlException)
            {
                if (TimeProvider.System.GetElapsedTime(start) > Patience)
                {
                    return HealthCheckResult.Unhealthy("It does not answer.", away);
                }
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}

internal static class AnswerChecks
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(30) };

    private const string InstanceSetting = "AETHERGEN_INSTANCE",
        InstanceHeader = "X-AethergenAI-Instance";

    /// <summary>Healthy while <c>/health/ready</c> answers well, and it is this start's program that answers.</summary>
    internal static IResourceBuilder<T> WithReadyCheck<T>(this IResourceBuilder<T> program)
        where T : IResourceWithEndpoints, IResourceWithEnvironment
    {
        EndpointReference http = program.GetEndpoint("http");
        string instance = RandomNumberGenerator.GetHexString(32, lowercase: true);
        return program
            .WithEnvironment(InstanceSetting, instance)
            .WithAnswerCheck(ct => RequireOursAsync(http.Url, instance, ct));
    }

    /// <param name="instance">What this start's program answers with, and no other.</param>
    /// <exception cref="HttpRequestException">There is no good answer, or another program gives it.</exception>
    internal static async Task RequireOursAsync(string address, string instance, CancellationToken ct)
    {
        using HttpResponseMessage answer = await Client.GetAsync(new Uri($"{address}/health/ready"), ct);
        answer.EnsureSuccessStatusCode();
        bool isOurs = answer.Headers.TryGetValues(InstanceHeader, out var names) && names.Contains(instance);
        if (!isOurs)
        {
            throw new HttpRequestException("Another program answers on this port.");
        }
    }

    /// <summary>Healthy while <paramref name="ask"/> does not throw.</summary>
    internal static IResourceBuilder<T> WithAnswerCheck<T>(
        this IResourceBuilder<T> resource,
        Func<CancellationToken, Task> ask
    )
        where T : IResource
    {
        string name = $"{resource.Resource.Name}-answers";
        resource.ApplicationBuilder.Services.AddHealthChecks().AddCheck(name, new AnswerCheck(ask));
        return resource.WithHealthCheck(name);
    }
}
