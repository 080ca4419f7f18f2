using AethergenAI.Api.Hosting;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tenancy;

/// <summary>Which organisations an account belongs to, and what follows when it leaves one.</summary>
internal sealed class Memberships(AccountDb accounts, UserManager<Account> people, TenantDb tenants, Sessions sessions)
{
    /// <summary>A member, looked up as a member of each organisation of the account.</summary>
    internal async Task<IReadOnlyList<(Tenant Tenant, Role Role)>> OfAsync(Guid account, CancellationToken ct)
    {
        var ids = await accounts
            .AccountTenants.AsNoTracking()
            .Where(row => row.AccountId == account)
            .Select(row => row.TenantId)
            .ToListAsync(ct);
        List<(Tenant, Role)> found = [];
        foreach (Id<Tenant> id in ids)
        {
            await using var db = tenants.OpenFor(id);
            var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == account, ct);
            if (member is not null)
            {
                found.Add((await db.Tenants.AsNoTracking().SingleAsync(ct), member.Role));
            }
        }

        return [.. found.OrderBy(row => row.Item1.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>Before the only owner loses the role: an organisation needs one.</summary>
    /// <remarks>Locks the owners, so that of two owners who leave at once one is refused.</remarks>
    internal static async Task RequireAnotherOwnerAsync(AethergenDb db, Member member, CancellationToken ct)
    {
        var owners = await db.Members.FromSql($"select * from members where role = 'owner' for update").ToListAsync(ct);
        if (owners.All(owner => owner.AccountId == member.AccountId))
        {
            throw MemberRefusals.LastOwner();
        }
    }

    /// <summary>
    /// After the membership is gone: the account opens another of its organisations; without one it is deleted.
    /// </summary>
    internal async Task SettleAsync(Guid id, CancellationToken ct)
    {
        sessions.Forget(id);
        if (await people.FindByIdAsync(id.ToString()) is not { } account)
        {
            return;
        }

        var left = await OfAsync(id, ct);
        if (left.Count == 0)
        {
            await people.DeleteAsync(account);
        }
        else if (left.All(row => row.Tenant.Id != account.TenantId))
        {
            account.TenantId = left[0].Tenant.Id;
            await people.UpdateAsync(account);
        }
    }
}
