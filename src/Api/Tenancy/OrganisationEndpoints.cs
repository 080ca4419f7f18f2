using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Accounts;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.SingleSignOn;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Organisations;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Tenancy;

/// <summary>The organisation that is open, and the others of the person.</summary>
internal static class OrganisationEndpoints
{
    public static void MapOrganisations(this IEndpointRouteBuilder api)
    {
        var mine = api.MapGroup("/organisations").WithTags("Organisation");
        mine.MapGet("/", List).WithName("ListOrganisations").NeedsPerson(Role.Reviewer);
        mine.MapPost("/", Create)
            .WithName("CreateOrganisation")
            .NeedsPerson(Role.Reviewer)
            .RefuseAuthoritySessions()
            .AllowWhileEnding();
        mine.MapPost("/{tenant}/open", Open)
            .WithName("OpenOrganisation")
            .NeedsPerson(Role.Reviewer)
            .RefuseAuthoritySessions()
            .AllowWhileEnding()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapGet("/organisation", Get).WithName("GetOrganisation").WithTags("Organisation").Needs(Role.Reviewer);
        var open = api.MapGroup("/organisation").WithTags("Organisation").NeedsPerson(Role.Owner);
        open.MapPut("/", Rename).WithName("RenameOrganisation");
        open.MapPost("/owner", Transfer).WithName("TransferOwnership").ProducesProblem(StatusCodes.Status404NotFound);
        open.MapGet("/export", Export).WithName("ExportOrganisation").RequireRateLimiting(Overload.Files);
        open.MapPost("/end", End).WithName("EndOrganisation");
        open.MapPost("/keep", Keep)
            .WithName("KeepOrganisation")
            .AllowWhileEnding()
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>Each organisation has quotas of its own.</summary>
    private const int MaxPerPerson = 20;

    public sealed record OrganisationName
    {
        /// <summary>On one line.</summary>
        [Required, StringLength(200, MinimumLength = 1), RegularExpression(@"[^\p{C}\p{Zl}\p{Zp}]+")]
        public required string Name { get; init; }
    }

    public sealed record NewOwner
    {
        /// <summary>The account of a member.</summary>
        [Required]
        public required Guid Account { get; init; }
    }

    /// <param name="Open">Whether this session works in it.</param>
    public sealed record OrganisationAnswer(
        Id<Tenant> Id,
        string Name,
        Role Role,
        bool Open,
        DateTimeOffset? DeletionDue
    );

    /// <param name="MayCreate">Whether the person may make another.</param>
    /// <param name="GraceDays">For how many days one that is to be deleted can still be kept.</param>
    public sealed record OrganisationsAnswer(
        IReadOnlyList<OrganisationAnswer> Organisations,
        bool MayCreate,
        double GraceDays
    );

    /// <summary>
    /// The organisations that the person is a member of; in an authority's session the one that it belongs to.
    /// </summary>
    internal static async Task<Ok<OrganisationsAnswer>> List(
        ClaimsPrincipal user,
        Memberships memberships,
        IOptions<OrganisationOptions> options,
        CancellationToken ct
    )
    {
        var all = await memberships.OfAsync(user.Account(), ct);
        var found = all.Where(row => AuthoritySession.Of(user) is null || row.Tenant.Id == user.Tenant());
        return TypedResults.Ok(
            new OrganisationsAnswer(
                [.. found.Select(row => Describe(row.Tenant, row.Role, user))],
                options.Value.AnyoneMayCreate && AuthoritySession.Of(user) is null,
                options.Value.Grace.TotalDays
            )
        );
    }

    /// <summary>Makes an organisation whose owner is the caller, and opens it.</summary>
    internal static async Task<Ok<OrganisationAnswer>> Create(
        OrganisationName request,
        ClaimsPrincipal user,
        SignInManager<Account> people,
        TenantDb tenants,
        Memberships memberships,
        IOptions<OrganisationOptions> options,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (!options.Value.AnyoneMayCreate)
        {
            throw OrganisationRefusals.NotAllowed();
        }

        var account = await people.UserManager.GetUserAsync(user) ?? throw AccountRefusals.Gone();
        if ((await memberships.OfAsync(account.Id, ct)).Count >= MaxPerPerson)
        {
            throw OrganisationRefusals.TooMany(MaxPerPerson);
        }
        var tenant = new Tenant
        {
            Id = Id<Tenant>.New(),
            Name = request.Name.Trim(),
            CreatedAt = clock.GetUtcNow(),
        };
        await using (var db = tenants.OpenFor(tenant.Id, user.Email()))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            db.Tenants.Add(tenant);
            await db.SaveChangesAsync(ct);
            db.Members.Add(
                new Member
                {
                    AccountId = account.Id,
                    Email = account.Email ?? string.Empty,
                    Role = Role.Owner,
                    CreatedAt = clock.GetUtcNow(),
                }
            );
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        await OpenAsync(account, tenant.Id, people);
        return TypedResults.Ok(new OrganisationAnswer(tenant.Id, tenant.Name, Role.Owner, Open: true, null));
    }

    /// <summary>Lets this session, and the next sign-in, work in another of the person's organisations.</summary>
    internal static async Task<NoContent> Open(
        Id<Tenant> tenant,
        ClaimsPrincipal user,
        SignInManager<Account> people,
        Memberships memberships,
        TenantDb tenants,
        CancellationToken ct
    )
    {
        var account = await people.UserManager.GetUserAsync(user) ?? throw AccountRefusals.Gone();
        var own = await memberships.OfAsync(account.Id, ct);
        if (own.All(row => row.Tenant.Id != tenant))
        {
            throw OrganisationRefusals.NotYours();
        }

        await using (var db = tenants.OpenFor(tenant, user.Email()))
        {
            db.Note("organisation.open", tenant.ToString());
            await db.SaveChangesAsync(ct);
        }
        await OpenAsync(account, tenant, people);
        return TypedResults.NoContent();
    }

    /// <summary>The organisation that the person or key works in, and its role there.</summary>
    internal static async Task<Ok<OrganisationAnswer>> Get(
        ClaimsPrincipal user,
        AethergenDb db,
        CancellationToken ct
    ) => TypedResults.Ok(Describe(await db.Tenants.AsNoTracking().SingleAsync(ct), user.Role() ?? Role.Reviewer, user));

    internal static async Task<NoContent> Rename(OrganisationName request, AethergenDb db, CancellationToken ct)
    {
        (await db.Tenants.SingleAsync(ct)).Name = request.Name.Trim();
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>Makes another member an owner; the caller becomes an engineer.</summary>
    internal static async Task<NoContent> Transfer(
        NewOwner request,
        ClaimsPrincipal user,
        AethergenDb db,
        Sessions sessions,
        CancellationToken ct
    )
    {
        Guid caller = user.Account();
        if (request.Account == caller)
        {
            return TypedResults.NoContent();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (next, _) = await Memberships.LockAsync(db, request.Account, ct);
        var (giver, _) = await Memberships.LockAsync(db, caller, ct);
        next.Role = Role.Owner;
        giver.Role = Role.Engineer;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        sessions.Forget(next.AccountId);
        sessions.Forget(caller);
        return TypedResults.NoContent();
    }

    /// <summary>Everything the organisation has, as a ZIP; without secrets.</summary>
    internal static PushStreamHttpResult Export(AethergenDb db, BlobStore blobs, TimeProvider clock, HttpContext http)
    {
        // .NET writes the end of a ZIP's entry without await.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        CancellationToken gone = http.RequestAborted;
        return TypedResults.Stream(
            async output =>
            {
                db.Note("organisation.export", db.Tenant.ToString());
                await db.SaveChangesAsync(gone);
                await OrganisationExport.WriteAsync(db, blobs, output, clock.GetUtcNow(), gone);
            },
            "application/zip",
            "organisation.zip"
        );
    }

    /// <summary>
    /// Asks to delete the organisation with all it has: seeds, runs, packs, ledgers, members. Until the day that the
    /// answer names it can be read, exported and kept.
    /// </summary>
    internal static async Task<Ok<OrganisationAnswer>> End(
        OrganisationName request,
        ClaimsPrincipal user,
        AethergenDb db,
        IOptions<OrganisationOptions> options,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var tenant = await db.Tenants.SingleAsync(ct);
        if (!string.Equals(request.Name.Trim(), tenant.Name, StringComparison.Ordinal))
        {
            throw OrganisationRefusals.WrongName();
        }

        tenant.DeletionDue = clock.GetUtcNow() + options.Value.Grace;
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(Describe(tenant, Role.Owner, user));
    }

    /// <summary>Takes back that the organisation is to be deleted.</summary>
    internal static async Task<NoContent> Keep(AethergenDb db, CancellationToken ct)
    {
        var tenant = await db.Tenants.SingleAsync(ct);
        if (tenant.DeletionDue is null)
        {
            throw OrganisationRefusals.NotEnding();
        }

        tenant.DeletionDue = null;
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task OpenAsync(Account account, Id<Tenant> tenant, SignInManager<Account> people)
    {
        account.TenantId = tenant;
        await people.UserManager.UpdateAsync(account);
        await people.RefreshSignInAsync(account);
    }

    private static OrganisationAnswer Describe(Tenant tenant, Role role, ClaimsPrincipal user) =>
        new(tenant.Id, tenant.Name, role, tenant.Id == user.TenantOrNull(), tenant.DeletionDue);
}
