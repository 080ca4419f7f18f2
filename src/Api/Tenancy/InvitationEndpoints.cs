using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Mail;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tenancy;

internal static class InvitationEndpoints
{
    public static void MapInvitations(this IEndpointRouteBuilder api)
    {
        var invitations = api.MapGroup("/invitations").WithTags("Organisation");
        invitations.MapGet("/", List).WithName("ListInvitations").NeedsPerson(Role.Owner);
        invitations
            .MapPost("/", Invite)
            .WithName("Invite")
            .NeedsPerson(Role.Owner)
            .ProducesProblem(StatusCodes.Status409Conflict);
        invitations
            .MapPost("/{id}/withdraw", Withdraw)
            .WithName("WithdrawInvitation")
            .NeedsPerson(Role.Owner)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>So that the operator's mail server is no means to send many letters to strangers.</summary>
    private const int MaxPerDay = 100;

    public sealed record NewInvitation
    {
        [Required, EmailAddress, StringLength(254)]
        public required string Email { get; init; }

        [Required]
        public required Role Role { get; init; }
    }

    public sealed record InvitationAnswer(
        Id<Invitation> Id,
        string Email,
        Role Role,
        string InvitedBy,
        DateTimeOffset CreatedAt,
        DateTimeOffset ExpiresAt,
        InvitationState State
    );

    /// <param name="Link">Lets whoever has it become the member; null where it was mailed, so that only the invited
    /// person has it. It is shown only now.</param>
    public sealed record InvitationMade(InvitationAnswer Invitation, string? Link);

    /// <summary>The invitations, latest first.</summary>
    internal static async Task<Ok<List<InvitationAnswer>>> List(
        AethergenDb db,
        TimeProvider clock,
        CancellationToken ct,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, Paging.Max)] int limit = Paging.Usual
    )
    {
        var rows = await db
            .Invitations.AsNoTracking()
            .OrderByDescending(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .PartAsync(offset, limit, ct);
        return TypedResults.Ok(rows.ConvertAll(row => Describe(row, clock)));
    }

    /// <summary>
    /// Invites a person by e-mail address. An open invitation of the same address is withdrawn: its link ends.
    /// </summary>
    internal static async Task<Ok<InvitationMade>> Invite(
        NewInvitation request,
        AethergenDb db,
        ClaimsPrincipal user,
        HttpRequest http,
        IMail mail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        string email = request.Email.Trim();
        if (!Letter.IsAddress(email))
        {
            throw MemberRefusals.NoAddress(email);
        }
        string pattern = Escaped(email); // addresses differ by more than case
        if (await db.Members.AnyAsync(member => EF.Functions.ILike(member.Email, pattern), ct))
        {
            throw MemberRefusals.AlreadyMember(email);
        }

        var now = clock.GetUtcNow();
        if (await db.Invitations.CountAsync(row => row.CreatedAt > now.AddDays(-1), ct) >= MaxPerDay)
        {
            throw MemberRefusals.TooManyInvitations(MaxPerDay);
        }
        var earlier = await db.Invitations.Where(row => EF.Functions.ILike(row.Email, pattern)).ToListAsync(ct);
        foreach (var open in earlier.Where(row => row.StateAt(now) == InvitationState.Open))
        {
            open.Withdraw(now);
        }

        var id = Id<Invitation>.New();
        var (token, text) = TenantToken.Make(db.Tenant, id.Value);
        var invitation = new Invitation
        {
            Id = id,
            Email = email,
            Role = request.Role,
            TokenSha256 = token.SecretSha256,
            InvitedBy = user.Email(),
            CreatedAt = now,
            ExpiresAt = now + Invitation.Lasts,
        };
        db.Invitations.Add(invitation);
        await db.SaveChangesAsync(ct);

        // In the fragment, which browsers do not send: it reaches no log.
        string link = $"{http.Scheme}://{http.Host}/invitation#{text}";
        string organisation = (await db.Tenants.AsNoTracking().SingleAsync(ct)).Name;
        bool mailed = await mail.SendAsync(LetterFor(invitation, organisation, link), ct);
        if (mailed)
        {
            invitation.Mailed = true;
            await db.SaveChangesAsync(ct);
        }
        return TypedResults.Ok(new InvitationMade(Describe(invitation, clock), mailed ? null : link));
    }

    internal static async Task<NoContent> Withdraw(
        Id<Invitation> id,
        AethergenDb db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        (await db.Invitations.GetAsync(id, ct)).Withdraw(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static Letter LetterFor(Invitation invitation, string organisation, string link) =>
        new(
            invitation.Email,
            $"Invitation to {organisation} on AethergenAI",
            $"""
            {invitation.InvitedBy} invites you to join {organisation} on AethergenAI as {invitation.Role}.

            Open this link to accept. It works once, until {invitation.ExpiresAt:yyyy-MM-dd HH:mm} UTC:
            {link}

            If you did not expect this, ignore this e-mail: nothing happens unless you open the link and accept.
            """
        );

    private static InvitationAnswer Describe(Invitation row, TimeProvider clock) =>
        new(row.Id, row.Email, row.Role, row.InvitedBy, row.CreatedAt, row.ExpiresAt, row.StateAt(clock.GetUtcNow()));

    private static string Escaped(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
}
