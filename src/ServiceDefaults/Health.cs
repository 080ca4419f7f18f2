using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AethergenAI.ServiceDefaults;

public static class Health
{
    /// <summary>
    /// Repeats what the starter calls this start (<c>AETHERGEN_INSTANCE</c>), so that it does not take another program
    /// on the same port for ours.
    /// </summary>
    private const string InstanceHeader = "X-AethergenAI-Instance";

    private const string Ready = "ready";

    /// <summary>
    /// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work, database included.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var configuration = routes.ServiceProvider.GetRequiredService<IConfiguration>();
        string? instance = configuration["AETHERGEN_INSTANCE"];
        Task Answer(HttpContext context, HealthReport report)
        {
            if (instance is { Length: > 0 })
            {
                context.Response.Headers[InstanceHeader] = instance;
            }
            return context.Response.WriteAsync(report.Status.ToString());
        }

        routes.MapHealthChecks(
            "/health/live",
            new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Answer }
        );
        routes.MapHealthChecks(
            "/health/ready",
            new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = Answer }
        );
    }

    internal static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [Ready], timeout: TimeSpan.FromSeconds(5));

    private sealed class DatabaseCheck(DbDataSource source) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            try
            {
                await using DbConnection connection = await source.OpenConnectionAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (DbException away)
            {
                return HealthCheckResult.Unhealthy("The database does not answer.", away);
            }
        }
    }
}
