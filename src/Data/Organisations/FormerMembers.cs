using AethergenAI.Data.Audit;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Organisations;

public static class FormerMembers
{
    /// <summary>Whether a member of this address was removed or has left, by the audit.</summary>
    public static Task<bool> IncludeAsync(AethergenDb db, string email, CancellationToken ct)
    {
        string address = email.ToLowerInvariant();
        return db.AuditEntries.AnyAsync(
            // SQL: PostgreSQL lowers the column.
            entry => entry.Action == AuditTrail.MemberRemoved && entry.Subject.ToLower() == address,
            ct
        );
    }
}
