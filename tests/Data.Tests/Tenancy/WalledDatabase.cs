using AethergenAI.Data.Postgres;
using AethergenAI.Data.Tests.Postgres;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Npgsql;

namespace AethergenAI.Data.Tests.Tenancy;

/// <summary>A migrated database with two tenants, one project each.</summary>
public sealed class WalledDatabase : IAsyncLifetime
{
    private LocalPostgres server = null!;
    private NpgsqlDataSource source = null!;

    public TenantDb Tenants { get; private set; } = null!;

    public string App => server.Database.App;

    public Id<Tenant> First { get; } = Id<Tenant>.New();

    public Id<Tenant> Second { get; } = Id<Tenant>.New();

    public Id<Project> SecondProject { get; } = Id<Project>.New();

    public async ValueTask InitializeAsync()
    {
        server = await LocalPostgres.StartTemporaryAsync(CancellationToken.None);
        await Migrations.ApplyAsync(server.Database.Owner, Migrations.All, CancellationToken.None);
        source = NpgsqlDataSource.Create(App);
        Tenants = new TenantDb(source);
        await AddAsync(First, Id<Project>.New(), "of the first");
        await AddAsync(Second, SecondProject, "of the second");
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await server.DisposeAsync();
    }

    /// <summary>As the owner of the tables, whom the wall between tenants holds too.</summary>
    public Task<List<string>> OwnerListAsync(string sql, CancellationToken ct, Id<Tenant>? tenant = null) =>
        ListAsync(server.Database.Owner, tenant, sql, ct);

    /// <summary>
    /// The first column of what the application's role is answered, speaking for <paramref name="tenant"/>
    /// or for nobody.
    /// </summary>
    public Task<List<string>> AppListAsync(Id<Tenant>? tenant, string sql, CancellationToken ct) =>
        ListAsync(App, tenant, sql, ct);

    private static async Task<List<string>> ListAsync(
        string connectionString,
        Id<Tenant>? tenant,
        string sql,
        CancellationToken ct
    )
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (tenant is { } speaker)
        {
            await using var say = new NpgsqlCommand("select set_config('app.tenant', $1, true)", connection)
            {
                Parameters = { new() { Value = speaker.ToString() } },
            };
            await say.ExecuteNonQueryAsync(ct);
        }

        List<string> found = [];
        await using (var command = new NpgsqlCommand(sql, connection))
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                found.Add(rows.GetString(0));
            }
        }

        await transaction.CommitAsync(ct);
        return found;
    }

    private async Task AddAsync(Id<Tenant> tenant, Id<Project> project, string name)
    {
        await using var db = Tenants.OpenFor(tenant);
        var now = new MicrosecondClock().GetUtcNow();
        db.Tenants.Add(
            new Tenant
            {
                Id = tenant,
                Name = name,
                CreatedAt = now,
            }
        );
        await db.SaveChangesAsync();
        db.Projects.Add(
            new Project
            {
                Id = project,
                Name = name,
                CreatedAt = now,
            }
        );
        await db.SaveChangesAsync();
    }
}
