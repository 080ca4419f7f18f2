using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tenancy;

/// <summary>Uses up an invitation and makes its person a member.</summary>
internal static class InvitationAcceptance
{
    /// <returns>The open invitation of an address; null where there is none.</returns>
    internal static Task<Invitation?> FindAsync(AethergenDb db, string email, DateTimeOffset now, CancellationToken ct)
    {
        string address = email.ToLowerInvariant();
        return db
            .Invitations.AsNoTracking()
            // SQL: PostgreSQL lowers the column.
            .Where(row => row.Email.ToLower() == address)
            .Where(row => row.AcceptedAt == null && row.WithdrawnAt == null && row.ExpiresAt > now)
            .OrderByDescending(row => row.CreatedAt)
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>In one transaction, in which the invitation is used up by whoever is first.</summary>
    /// <exception cref="RefusedException">It is no longer open, or the account is a member already.</exception>
    internal static async Task AcceptAsync(
        AethergenDb db,
        Invitation invitation,
        Account account,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        int used = await db
            .Invitations.Where(row =>
                row.Id == invitation.Id && row.AcceptedAt == null && row.WithdrawnAt == null && row.ExpiresAt > now
            )
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.AcceptedAt, now), ct);
        if (used == 0)
        {
            (await db.Invitations.GetAsync(invitation.Id, ct)).RequireOpen(now);
        }
        if (await db.Members.AnyAsync(row => row.AccountId == account.Id, ct))
        {
            throw MemberRefusals.AlreadyMember(invitation.Email);
        }

        db.Members.Add(
            new Member
            {
                AccountId = account.Id,
                Email = invitation.Email,
                Role = invitation.Role,
                CreatedAt = now,
            }
        );
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
