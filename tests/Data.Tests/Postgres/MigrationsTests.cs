using AethergenAI.Data.Postgres;
using Npgsql;

namespace AethergenAI.Data.Tests.Postgres;

public sealed class MigrationsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Migration First = new("0001_one", "create table one (n int)");
    private static readonly Migration Second = new("0002_two", "create table two (n int)");

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_is_applied_once()
    {
        DatabaseAccess database = await postgres.Server.CreateTemporaryDatabaseAsync(ct);
        Assert.Equal(["0001_one"], await Migrations.ApplyAsync(database.Owner, [First], ct));
        Assert.Equal(["0002_two"], await Migrations.ApplyAsync(database.Owner, [First, Second], ct));
        Assert.Empty(await Migrations.ApplyAsync(database.Owner, [First, Second], ct));
    }

    [Fact]
    public async Task One_that_changed_after_it_was_applied_is_refused()
    {
        DatabaseAccess database = await postgres.Server.CreateTemporaryDatabaseAsync(ct);
        await Migrations.ApplyAsync(database.Owner, [First], ct);
        RefusedException refusal = await Assert.ThrowsAsync<RefusedException>(() =>
            Migrations.ApplyAsync(database.Owner, [First with { Sql = "create table other (n int)" }], ct)
        );
        Assert.Equal("migration.changed", refusal.Code);
    }

    [Fact]
    public async Task One_that_fails_leaves_nothing_of_itself()
    {
        DatabaseAccess database = await postgres.Server.CreateTemporaryDatabaseAsync(ct);
        var broken = new Migration("0002_two", "create table two (n int); select 1 / 0;");
        await Assert.ThrowsAsync<PostgresException>(() => Migrations.ApplyAsync(database.Owner, [First, broken], ct));
        Assert.Equal(["0002_two"], await Migrations.ApplyAsync(database.Owner, [First, Second], ct));
    }

    [Fact]
    public async Task Two_migrators_at_once_apply_each_once_between_them()
    {
        DatabaseAccess database = await postgres.Server.CreateTemporaryDatabaseAsync(ct);
        IReadOnlyList<string>[] applied = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Migrations.ApplyAsync(database.Owner, [First, Second], ct))
        );
        Assert.Equal(["0001_one", "0002_two"], applied.SelectMany(names => names).Order());
    }

    [Fact]
    public async Task The_product_s_own_apply_to_an_empty_database()
    {
        DatabaseAccess database = await postgres.Server.CreateTemporaryDatabaseAsync(ct);
        Assert.Equal(
            Migrations.All.Select(migration => migration.Name),
            await Migrations.ApplyAsync(database.Owner, Migrations.All, ct)
        );
    }
}
