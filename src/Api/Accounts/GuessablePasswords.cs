using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Accounts;

/// <summary>Refuses passwords that are tried first: common ones, and those made of who the person is.</summary>
internal sealed class GuessablePasswords(TenantDb tenants) : IPasswordValidator<Account>
{
    /// <summary>A shorter name stands in too many passwords by chance.</summary>
    private const int ShortestName = 4;

    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        string text = password ?? "";
        if (CommonPasswords.Covers(text))
        {
            return Refused(
                "PasswordCommon",
                "It is in lists of breached passwords, or such a one with little added, so that it is tried first. "
                    + "Take several words that have nothing to do with each other."
            );
        }
        if (Holds(text, user.Email?.Split('@')[0]))
        {
            return Refused("PasswordOfAddress", "It contains your e-mail address. Take something nobody knows of you.");
        }

        await using var db = tenants.OpenFor(user.TenantId);
        string? organisation = await db.Tenants.Select(tenant => tenant.Name).SingleOrDefaultAsync();
        return Holds(text, organisation)
            ? Refused("PasswordOfOrganisation", "It contains your organisation's name. Leave the name out.")
            : IdentityResult.Success;
    }

    private static IdentityResult Refused(string code, string words) =>
        IdentityResult.Failed(new IdentityError { Code = code, Description = words });

    private static bool Holds(string password, string? name)
    {
        string letters = Letters(name ?? "");
        return letters.Length >= ShortestName
            && Letters(password).Contains(letters, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Without blanks and signs, by which a name is easily varied.</summary>
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
