using AethergenAI.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Accounts;

/// <summary>
/// An account whose address was never shown to be its holder's may have been made by somebody else. Once the owner of
/// the address comes, by a link that was mailed there, every way to sign in that it had before is gone.
/// </summary>
internal static class UnconfirmedAccounts
{
    /// <exception cref="RefusedException">The password is refused; nothing was changed.</exception>
    internal static async Task GiveToOwnerOfAddressAsync(
        UserManager<Account> people,
        AccountDb accounts,
        Account account,
        string password
    )
    {
        foreach (var validator in people.PasswordValidators)
        {
            var valid = await validator.ValidateAsync(people, account, password);
            if (!valid.Succeeded)
            {
                throw AccountRefusals.PasswordNotSet(valid.Errors.Select(error => error.Description));
            }
        }

        await ForgetWaysAsync(accounts, account);
        await people.RemovePasswordAsync(account);
        await people.AddPasswordAsync(account, password);
    }

    /// <summary>Removes passkeys, codes and other sign-ins of an account that is confirmed now.</summary>
    internal static async Task ForgetWaysAsync(AccountDb accounts, Account account)
    {
        Guid id = account.Id;
        await accounts.Set<IdentityUserPasskey<Guid>>().Where(row => row.UserId == id).ExecuteDeleteAsync();
        await accounts.UserTokens.Where(row => row.UserId == id).ExecuteDeleteAsync();
        await accounts.UserLogins.Where(row => row.UserId == id).ExecuteDeleteAsync();
        account.TwoFactorEnabled = false;
        account.EmailConfirmed = true;
    }
}
