using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Data.Tests.Tenancy;

/// <summary>
/// Many tenants take turns on few connections, with errors and cancellations between: no one sees another's row.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class PoolTests(WalledDatabase database) : IClassFixture<WalledDatabase>
{
    private const int Tenants = 8;

    private const int Connections = 4;

    private const int Workers = 16;

    private static readonly int Requests = Environment.GetEnvironmentVariable("AETHERGEN_POOL_REQUESTS")
        is { Length: > 0 } given
        ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture)
        : 20_000;

    [Fact]
    public async Task No_request_sees_a_row_of_another_tenant()
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.App) { MaxPoolSize = Connections }.ConnectionString
        );
        var pool = new TenantDb(source);
        Id<Tenant>[] tenants = [.. Enumerable.Range(0, Tenants).Select(_ => Id<Tenant>.New())];
        foreach (var tenant in tenants)
        {
            await AddAsync(pool, tenant);
        }

        int[] seen = await Task.WhenAll(
            Enumerable.Range(0, Workers).Select(worker => WorkAsync(pool, tenants, new Random(worker)))
        );
        // Half of all requests read; a tenth of those are cut off.
        Assert.True(seen.Sum() > Requests / 3, $"Only {seen.Sum()} requests read rows.");
    }

    private static async Task<int> WorkAsync(TenantDb pool, Id<Tenant>[] tenants, Random random)
    {
        int seen = 0;
        for (int request = 0; request < Requests / Workers; request++)
        {
            var tenant = tenants[random.Next(tenants.Length)];
            await using var db = pool.OpenFor(tenant);
            seen += await AskAsync(db, tenant, random) ? 1 : 0;
        }
        return seen;
    }

    /// <returns>Whether rows were read, all of them the tenant's.</returns>
    private static async Task<bool> AskAsync(AethergenDb db, Id<Tenant> tenant, Random random)
    {
        switch (random.Next(10))
        {
            case 0: // a statement that the database refuses, inside a transaction that is left open
                await db.Database.BeginTransactionAsync();
                await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync($"select 1 / 0"));
                return false;
            case 1: // a request that its caller gives up
                using (var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.NextDouble() * 3)))
                {
                    await Record.ExceptionAsync(() =>
                        db.Database.ExecuteSqlAsync($"select pg_sleep(0.002)", gone.Token)
                    );
                }
                return false;
            case 2: // a session setting that must not outlive the request
                await db.Database.ExecuteSqlAsync($"select set_config('app.tenant', '', false)");
                return false;
            case 3: // past the context's filter
                var names = await db.Database.SqlQuery<string>($"select name as \"Value\" from projects").ToListAsync();
                Assert.All(names, name => Assert.Equal(tenant.ToString(), name));
                return names.Count > 0;
            case 4: // another tenant's row, by its number in the query
                Assert.Equal(0, await db.Projects.Where(row => row.Name != tenant.ToString()).ExecuteDeleteAsync());
                return false;
            default:
                Assert.Equal(tenant.ToString(), (await db.Projects.SingleAsync()).Name);
                return true;
        }
    }

    private static async Task AddAsync(TenantDb pool, Id<Tenant> tenant)
    {
        var now = new MicrosecondClock().GetUtcNow();
        await using var db = pool.OpenFor(tenant);
        db.Tenants.Add(
            new Tenant
            {
                Id = tenant,
                Name = "one of many",
                CreatedAt = now,
            }
        );
        await db.SaveChangesAsync();
        db.Projects.Add(
            new Project
            {
                Id = Id<Project>.New(),
                Name = tenant.ToString(),
                CreatedAt = now,
            }
        );
        await db.SaveChangesAsync();
    }
}
