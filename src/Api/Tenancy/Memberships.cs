using AethergenAI.Api.Hosting;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Api.Tenancy;

/// <summary>Which organisations an account belongs to, and what follows when it leaves one.</summary>
internal sealed class Memberships(
    AccountDb accounts,
    UserManager<Account> people,
    TenantDb tenants,
    NpgsqlDataSource source,
    Sessions sessions
)
{
    /// <summary>The account's organisations with its role in each, by name.</summary>
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

    /// <summary>
    /// A member, locked together with all owners until the transaction ends, so that of two who change the owners at
    /// once the second sees what the first has done.
    /// </summary>
    /// <returns>The member, and whether the organisation has an owner besides.</returns>
    /// <exception cref="RefusedException">There is no such member.</exception>
    internal static async Task<(Member Member, bool AnotherOwner)> LockAsync(
        AethergenDb db,
        Guid account,
        CancellationToken ct
    )
    {
        var locked = await db
            .Members.FromSql(
                $"""
                select * from members where role = 'owner' or account_id = {account} order by account_id for update
                """
            )
            .ToListAsync(ct);
        var member = locked.Find(row => row.AccountId == account) ?? throw MemberRefusals.NotFound();
        return (member, locked.Exists(row => row.Role == Role.Owner && row.AccountId != account));
    }

    /// <summary>Ends a membership. An account that belongs to no other organisation is deleted.</summary>
    internal async Task RemoveAsync(AethergenDb db, Guid account, CancellationToken ct)
    {
        string email = (await people.FindByIdAsync(account.ToString()))?.Email ?? string.Empty;
        await using var alone = await AddressLock.LockAsync(source, email, ct);
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            var (member, anotherOwner) = await LockAsync(db, account, ct);
            if (member.Role == Role.Owner && !anotherOwner)
            {
                throw MemberRefusals.LastOwner();
            }
            db.Members.Remove(member);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        await SettleAsync(account, ct);
    }

    /// <summary>
    /// After the membership is gone: the account opens another of its organisations; without one it is deleted.
    /// </summary>
    private async Task SettleAsync(Guid id, CancellationToken ct)
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
