using AethergenAI.Data.Postgres;
using Npgsql;

namespace AethergenAI.Data.Tests.Postgres;

public sealed class MigrationsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Migration First = new("0001_one", "create table one (n int)");
    private static readonly Migration Second = new("0002_two", "create table two (n int)");

    private const string OwnerAndGuest = """
        set app.tenant = '00000000-0000-0000-0000-000000000001';
        insert into tenants (id, name, created_at) values ('00000000-0000-0000-0000-000000000001', 'Acme', now());
        insert into identity.accounts
            (id, tenant_id, email, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled,
             access_failed_count)
        select gen_random_uuid(), '00000000-0000-0000-0000-000000000001', email, false, false, false, true, 0
        from unnest(array['owner@example.org', 'Guest@example.org']) email;
        insert into invitations
            (id, tenant_id, email, role, token_sha256, invited_by, created_at, expires_at, accepted_at)
        select gen_random_uuid(), '00000000-0000-0000-0000-000000000001', email, 'analyst', '', '', now(), now(), at
        from (values ('guest@example.org', now()), ('owner@example.org', null)) invited (email, at);
        """;

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

    /// <summary>An invitation is the one other way to an account, and does not show whose the address is.</summary>
    [Fact]
    public async Task Whom_the_settings_name_is_confirmed_and_whom_an_invitation_brought_is_not()
    {
        DatabaseAccess database = await postgres.Server.CreateTemporaryDatabaseAsync(ct);
        var before = Migrations.All.TakeWhile(migration => migration.Name != "0100_owner_addresses");
        await Migrations.ApplyAsync(database.Owner, before, ct);
        await using NpgsqlDataSource source = DatabaseSource.Open(database.Owner);
        await using (NpgsqlCommand seed = source.CreateCommand(OwnerAndGuest))
        {
            await seed.ExecuteNonQueryAsync(ct);
        }

        await Migrations.ApplyAsync(database.Owner, Migrations.All, ct);

        await using NpgsqlCommand asked = source.CreateCommand(
            "select string_agg(email, ' ') from identity.accounts where email_confirmed"
        );
        Assert.Equal("owner@example.org", await asked.ExecuteScalarAsync(ct));
    }
}
