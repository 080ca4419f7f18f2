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
    public static void MapPrivacy(this IEndpointRouteBuilder api)
    {
        var seeds = api.MapGroup("/seeds/{id}").WithTags("Privacy").ProducesProblem(StatusCodes.Status404NotFound);
        seeds.MapGet("/ledger", Read).WithName("GetLedger").Needs(Role.Analyst);
        seeds
            .MapPut("/budget", SetBudget)
            .WithName("SetBudget")
            .Needs(Role.Owner)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>
    /// A seed's privacy ledger. Seeds with the same bytes share one ledger, and so do seeds with rows of the same
    /// people.
    /// </summary>
    /// <param name="Dataset">SHA-256 of the seed file whose ledger counts.</param>
    /// <param name="Budget">Null if none was set: spending is not limited.</param>
    /// <param name="Unit">The unit of protection of the entries, in words; null while there are none.</param>
    /// <param name="Delta">The δ at which every ε here is reported: the budget's; without one 1e-9, and more where
    /// finding the domains has used that up.</param>
    /// <param name="DeltaSpent">The part of δ that finding the domains has used up.</param>
    /// <param name="EpsilonSpent">The ε of all protected releases together, rounded up.</param>
    /// <param name="EpsilonLeft">The ε that one more release could have; null without a budget.</param>
    /// <param name="RhoSpent">The total in zero-concentrated differential privacy, where costs add up.</param>
    /// <param name="RhoLeft">Null without a budget.</param>
    /// <param name="Outside">Uses of the seed that no mechanism protects.</param>
    /// <param name="Entries">Oldest first.</param>
    /// <param name="Budgets">All budgets that were set, oldest first; the last one applies.</param>
    public sealed record DatasetLedger(
        string Dataset,
        PrivacyLimit? Budget,
        string? Unit,
        double Delta,
        double DeltaSpent,
        double EpsilonSpent,
        double? EpsilonLeft,
        double RhoSpent,
        double? RhoLeft,
        int Outside,
        IReadOnlyList<LedgerEntry> Entries,
        IReadOnlyList<BudgetLine> Budgets
    );

    public sealed record NewBudget
    {
        /// <summary>The limit of the ε of all releases together, above 0.</summary>
        [Required, Range(double.Epsilon, 1e6)]
        public required double Epsilon { get; init; }

        /// <summary>The δ of all releases together, between 0 and 1.</summary>
        [Required, Range(double.Epsilon, 0.999999)]
        public required double Delta { get; init; }

        /// <summary>Why, for the ledger; needed if the budget is higher than before.</summary>
        [StringLength(500)]
        public string? Reason { get; init; }
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
        return TypedResults.Ok(await ViewAsync(new PostgresLedger(tenants, db.Tenant, seed.Sha256, clock), db, ct));
    }

    /// <summary>
    /// Sets the limit of all releases of the dataset together. Earlier releases count: a limit below what is spent is
    /// refused. A higher limit than before needs a reason.
    /// </summary>
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
        string? reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
        await ledger.LimitAsync(new PrivacyLimit(request.Epsilon, request.Delta), user.Email(), ct, reason);
        return TypedResults.Ok(await ViewAsync(ledger, db, ct));
    }

    private static async Task<DatasetLedger> ViewAsync(PostgresLedger kept, AethergenDb db, CancellationToken ct)
    {
        var ledger = await kept.ReadAsync(ct);
        string dataset = ledger.Dataset!;
        var figures = LedgerFigures.Of(ledger);
        return new DatasetLedger(
            dataset,
            ledger.Limit,
            ledger.Unit?.Words,
            figures.Delta,
            figures.DeltaSpent,
            figures.EpsilonSpent,
            figures.EpsilonLeft,
            figures.RhoSpent,
            figures.RhoLeft,
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
