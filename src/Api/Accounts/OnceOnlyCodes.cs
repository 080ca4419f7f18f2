using AethergenAI.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Accounts;

/// <summary>
/// Checks the codes of authenticator apps (TOTP, RFC 6238: six digits, 30 seconds, two steps of tolerance either way),
/// and accepts none twice, in whichever process it comes.
/// </summary>
internal sealed class OnceOnlyCodes(AccountDb db) : AuthenticatorTokenProvider<Account>
{
    public override async Task<bool> ValidateAsync(
        string purpose,
        string token,
        UserManager<Account> manager,
        Account user
    ) => IsCode(token) && await base.ValidateAsync(purpose, token, manager, user) && await UseAsync(user.Id, token);

    /// <summary>Identity also takes the number written otherwise: another text for the same code.</summary>
    private static bool IsCode(string token) => token.Length == 6 && token.All(char.IsAsciiDigit);

    /// <returns>False where the code was used within ten minutes; later the same digits are another code.</returns>
    private async Task<bool> UseAsync(Guid account, string code) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into identity.used_codes as used (account_id, code, used_at) values ({account}, {code}, now())
            on conflict (account_id, code) do update set used_at = excluded.used_at
            where used.used_at < now() - interval '10 minutes'
            """
        ) == 1;
}
