using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Privacy;

internal static class PrivacyEndpoints
{
    /// <summary>At which δ ε is told where no budget names one.</summary>
    private const double UsualDelta = 1e-9;

    public static void MapPrivacy(this IEndpointRouteBuilder api)
    {
        var seeds = api.MapGroup("/seeds/{id}").WithTags("Privacy").ProducesProblem(StatusCodes.Status404NotFound);
        seeds.MapGet("/ledger", Read).WithName("GetLedger").Needs(Role.Analyst);
        seeds
            .MapPut("/budget", SetBudget)
            .WithName("SetBudget")
            .Needs(Role.Owner)
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    /// <summary>What a seed's privacy was spent on. Seeds of the same bytes have one ledger.</summary>
    /// <param name="Dataset">SHA-256 of the seed file.</param>
    /// <param name="Budget">Null: nobody set one, and there is no limit.</param>
    /// <param name="Unit">What the entries' costs speak of, in words; null while nothing was spent.</param>
    /// <param name="Delta">The δ that the ε's here are told at: the budget's, or a usual one.</param>
    /// <param name="EpsilonSpent">Of all protected releases together, rounded up;
    /// null where δ is used up by the discovery of domains.</param>
    /// <param name="EpsilonLeft">That a single further release could have; null without a budget.</param>
    /// <param name="RhoSpent">In zero-concentrated differential privacy, in which costs add up.</param>
    /// <param name="RhoLeft">Null without a budget.</param>
    /// <param name="Outside">Touches that no mechanism protects.</param>
    /// <param name="Entries">Oldest first.</param>
    /// <param name="Budgets">As they were set, oldest first; the last counts.</param>
    public sealed record DatasetLedger(
        string Dataset,
        PrivacyLimit? Budget,
        string? Unit,
        double Delta,
        double? EpsilonSpent,
        double? EpsilonLeft,
        double RhoSpent,
        double? RhoLeft,
        int Outside,
        IReadOnlyList<LedgerEntry> Entries,
        IReadOnlyList<BudgetLine> Budgets
    );

    public sealed record NewBudget
    {
        /// <summary>ε of all releases together, above 0.</summary>
        [Required, Range(double.Epsilon, 1e6)]
        public required double Epsilon { get; init; }

        /// <summary>δ of all releases together, between 0 and 1.</summary>
        [Required, Range(double.Epsilon, 0.999999)]
        public required double Delta { get; init; }
    }

    internal static async Task<Ok<DatasetLedger>> Read(
        Id<SeedFile> id,
        AethergenDb db,
        TenantDb tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var seed = await db.Seeds.GetAsync(id, ct);
        return TypedResults.Ok(
            await ViewAsync(new PostgresLedger(tenants, db.Tenant, seed.Sha256, clock), seed.Sha256, db, ct)
        );
    }

    /// <summary>Sets what all releases of the dataset together may come to. What was spent stays spent.</summary>
    internal static async Task<Ok<DatasetLedger>> SetBudget(
        Id<SeedFile> id,
        NewBudget request,
        ClaimsPrincipal user,
        AethergenDb db,
        TenantDb tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var seed = await db.Seeds.GetAsync(id, ct);
        var ledger = new PostgresLedger(tenants, db.Tenant, seed.Sha256, clock);
        ledger.Limit(new PrivacyLimit(request.Epsilon, request.Delta), user.Email());
        return TypedResults.Ok(await ViewAsync(ledger, seed.Sha256, db, ct));
    }

    private static async Task<DatasetLedger> ViewAsync(
        PostgresLedger kept,
        string dataset,
        AethergenDb db,
        CancellationToken ct
    )
    {
        var ledger = kept.Read();
        double delta = ledger.Limit?.Delta ?? UsualDelta,
            spent = ledger.EpsilonAt(delta),
            left = ledger.Left();
        return new DatasetLedger(
            dataset,
            ledger.Limit,
            ledger.Unit?.Words,
            delta,
            double.IsFinite(spent) ? Math.Ceiling(spent * 1e4) / 1e4 : null,
            ledger.EpsilonLeft,
            ledger.Spent,
            double.IsFinite(left) ? left : null,
            ledger.Outside,
            ledger.Entries,
            await db
                .BudgetLines.AsNoTracking()
                .Where(line => line.Dataset == dataset)
                .OrderBy(line => line.Number)
                .ToListAsync(ct)
        );
    }
}
