using AethergenAI.Data.Mapping;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace AethergenAI.Data.Accounts;

/// <summary>The account that a person signs in with; <see cref="Member"/> holds the person's role.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>The organisation that was opened last; the next sign-in opens it again.</summary>
    public Id<Tenant> TenantId { get; set; }
}

/// <summary>That an account belongs to an organisation; the database keeps it in step with its members.</summary>
public sealed class AccountTenant
{
    public required Guid AccountId { get; init; }

    public required Id<Tenant> TenantId { get; init; }
}

/// <summary>
/// The accounts, in the schema <c>identity</c>. A request reads them before its tenant is known, so they are exempt
/// from row-level security; they hold no data of a tenant's work.
/// </summary>
public sealed class AccountDb(DbContextOptions<AccountDb> options) : IdentityUserContext<Account, Guid>(options)
{
    public DbSet<AccountTenant> AccountTenants => Set<AccountTenant>();

    public DbSet<AccountSession> Sessions => Set<AccountSession>();

    public DbSet<SignInDomain> SignInDomains => Set<SignInDomain>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        Conversions.Add(configurationBuilder);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema("identity");
        builder.Entity<Account>().ToTable("accounts");
        builder.Entity<AccountTenant>().ToTable("account_tenants").HasKey(row => new { row.AccountId, row.TenantId });
        builder.Entity<AccountSession>().ToTable("sessions");
        builder.Entity<SignInDomain>().ToTable("sign_in_domains").HasKey(row => row.Domain);
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("account_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("account_tokens");
        builder.UseOpenIddict<Guid>();
        builder.Entity<OpenIddictEntityFrameworkCoreApplication<Guid>>().ToTable("authority_applications");
        builder.Entity<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().ToTable("authority_authorizations");
        builder.Entity<OpenIddictEntityFrameworkCoreScope<Guid>>().ToTable("authority_scopes");
        builder.Entity<OpenIddictEntityFrameworkCoreToken<Guid>>().ToTable("authority_tokens");
        builder.Entity<IdentityUserPasskey<Guid>>(passkeys =>
        {
            passkeys.ToTable("account_passkeys").HasKey(row => row.CredentialId);
            passkeys.OwnsOne(row => row.Data, data => data.ToJson("data"));
        });
        foreach (
            var property in builder
                .Model.GetEntityTypes()
                .Where(entity => !entity.IsMappedToJson())
                .SelectMany(entity => entity.GetProperties())
        )
        {
            property.SetColumnName(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}
