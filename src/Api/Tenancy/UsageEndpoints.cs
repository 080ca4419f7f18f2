using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AethergenAI.Api.Tenancy;

internal static class UsageEndpoints
{
    public static void MapUsage(this IEndpointRouteBuilder api) =>
        api.MapGet("/usage", Get).WithName("GetUsage").WithTags("Tenancy").Needs(Role.Analyst);

    /// <param name="StoredBytes">Of seeds and of runs' files; equal files count once.</param>
    /// <param name="OpenTrials">The trials that wait or run.</param>
    public sealed record UsageAnswer(QuotaUse StoredBytes, QuotaUse Seeds, QuotaUse OpenTrials);

    /// <summary>What the organisation uses, and what it may use.</summary>
    internal static async Task<Ok<UsageAnswer>> Get(TenantQuotas quotas, CancellationToken ct) =>
        TypedResults.Ok(
            new UsageAnswer(
                await quotas.StoredBytesAsync(ct),
                await quotas.SeedsAsync(ct),
                await quotas.OpenTrialsAsync(ct)
            )
        );
}
