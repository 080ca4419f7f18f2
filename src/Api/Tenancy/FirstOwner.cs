using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AethergenAI.Api.Tenancy;

/// <summary>
/// Creates the owner's account with an organisation of its own, if there is no such account. The first one runs this
/// installation. Every start checks, so an interrupted creation is completed; an organisation that has members gets no
/// other owner.
/// </summary>
internal sealed partial class FirstOwner(
    IServiceScopeFactory scopes,
    TenantDb tenants,
    NpgsqlDataSource source,
    IOptions<OwnerOptions> options,
    TimeProvider clock,
    ILogger<FirstOwner> log
) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await accounts.FindByEmailAsync(options.Value.Email)
            ?? await CreateAsync(accounts, cancellationToken);
        Id<Tenant>? known = await Installation.TenantAsync(source, cancellationToken);
        if (known is null || !await HasMembersAsync(known.Value, cancellationToken))
        {
            await Installation.SetAsync(source, account.TenantId, cancellationToken);
        }
        if (await HasMembersAsync(account.TenantId, cancellationToken))
        {
            return;
        }

        await using var db = tenants.OpenFor(account.TenantId);
        db.Members.Add(
            new Member
            {
                AccountId = account.Id,
                Email = options.Value.Email,
                Role = Role.Owner,
                CreatedAt = clock.GetUtcNow(),
            }
        );
        await db.SaveChangesAsync(cancellationToken);
        LogMade(account.TenantId);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> HasMembersAsync(Id<Tenant> tenant, CancellationToken ct)
    {
        await using var db = tenants.OpenFor(tenant);
        return await db.Members.AnyAsync(ct);
    }

    private async Task<Account> CreateAsync(UserManager<Account> accounts, CancellationToken ct)
    {
        var tenant = new Tenant
        {
            Id = Id<Tenant>.New(),
            Name = options.Value.Tenant,
            CreatedAt = clock.GetUtcNow(),
        };
        await using var db = tenants.OpenFor(tenant.Id);
        db.Tenants.Add(tenant);
        await db.SaveChangesAsync(ct);

        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            TenantId = tenant.Id,
            UserName = options.Value.Email,
            Email = options.Value.Email,
            EmailConfirmed = true, // named by who runs the installation
        };
        var made = await accounts.CreateAsync(account);
        return made.Succeeded
            ? account
            : throw new InvalidOperationException(
                "The owner's account could not be created: "
                    + $"{string.Join(' ', made.Errors.Select(error => error.Description))}"
            );
    }

    [LoggerMessage(LogLevel.Information, "Created the owner of tenant {TenantId}")]
    private partial void LogMade(Id<Tenant> tenantId);
}
