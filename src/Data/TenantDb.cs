using AethergenAI.Tenancy;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Data;

/// <summary>Opens the database as one tenant. Whoever opens it names the tenant; there is no ambient one.</summary>
public sealed class TenantDb
{
    private readonly DbContextOptions<AethergenDb> options;

    /// <exception cref="ArgumentException">The connections keep their session state in the pool,
    /// so that a tenant's could reach the next.</exception>
    public TenantDb(NpgsqlDataSource source)
    {
        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        if (settings.NoResetOnClose || settings.Multiplexing)
        {
            throw new ArgumentException(
                "'No Reset On Close' and 'Multiplexing' let one tenant's session reach another; remove them.",
                nameof(source)
            );
        }

        options = new DbContextOptionsBuilder<AethergenDb>()
            .UseNpgsql(source)
            .AddInterceptors(new TenantSession())
            .Options;
    }

    public AethergenDb OpenFor(Id<Tenant> tenant) => new(options, tenant);
}
