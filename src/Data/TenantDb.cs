using AethergenAI.Data.Audit;
using AethergenAI.Tenancy;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Data;

/// <summary>Opens the database for one tenant. The caller names the tenant; there is no ambient tenant.</summary>
public sealed class TenantDb
{
    private readonly DbContextOptions<AethergenDb> options;

    /// <exception cref="ArgumentException">The connection string would keep session state in the pool, where the next
    /// tenant would inherit it.</exception>
    public TenantDb(NpgsqlDataSource source)
    {
        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        if (settings.NoResetOnClose || settings.Multiplexing)
        {
            throw new ArgumentException(
                "Remove 'No Reset On Close' and 'Multiplexing': with them one tenant could use another's session.",
                nameof(source)
            );
        }

        options = new DbContextOptionsBuilder<AethergenDb>()
            .UseNpgsql(source)
            .AddInterceptors(new TenantSession())
            .Options;
    }

    /// <param name="actor">Who acts, for the audit: a person's e-mail address, or a part of the system.</param>
    public AethergenDb OpenFor(Id<Tenant> tenant, string actor = AuditTrail.SystemActor) => new(options, tenant, actor);
}
