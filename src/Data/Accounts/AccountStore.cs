using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace AethergenAI.Data.Accounts;

/// <summary>
/// Stores accounts, and encrypts with the key ring what signs in by itself: the secret of an authenticator app and the
/// recovery codes. A copy of the database alone is no second factor.
/// </summary>
public sealed class AccountStore(AccountDb db, IDataProtectionProvider protection, IdentityErrorDescriber errors)
    : UserOnlyStore<Account, AccountDb, Guid>(db, errors)
{
    private readonly IDataProtector protector = protection.CreateProtector("AethergenAI.AccountTokens");

    public override Task SetTokenAsync(
        Account user,
        string loginProvider,
        string name,
        string? value,
        CancellationToken cancellationToken
    ) =>
        base.SetTokenAsync(
            user,
            loginProvider,
            name,
            value is null ? null : protector.Protect(value),
            cancellationToken
        );

    /// <returns>Null also where the key that encrypted it is lost, as if it had never been set.</returns>
    public override async Task<string?> GetTokenAsync(
        Account user,
        string loginProvider,
        string name,
        CancellationToken cancellationToken
    )
    {
        string? stored = await base.GetTokenAsync(user, loginProvider, name, cancellationToken);
        try
        {
            return stored is null ? null : protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
