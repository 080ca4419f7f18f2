using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Data.Tests.Tenancy;

/// <summary>One tenant cannot reach another's rows: neither past the context's filter nor past the policies.</summary>
public sealed class WallTests(WalledDatabase database) : IClassFixture<WalledDatabase>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    /// <summary>Tables that are no tenant's, and why.</summary>
    private static readonly string[] Exempt =
    [
        "identity.accounts",
        "identity.account_claims",
        "identity.account_logins",
        "identity.account_passkeys",
        "identity.account_tenants",
        "identity.authority_applications", // clients and tokens are looked up before the tenant is known
        "identity.authority_authorizations", // likewise
        "identity.authority_scopes", // likewise
        "identity.authority_tokens", // likewise
        "keys.authority", // encrypted, and the same for all
        "identity.installation", // an id: which organisation runs the installation
        "identity.tenant_ends", // ids and times: workers find what is to be deleted without being any tenant
        "identity.account_tokens", // read before the tenant is known
        "identity.sessions", // likewise
        "identity.sign_in_domains", // which domain signs in elsewhere, looked up before anybody is signed in
        "identity.used_codes", // likewise
        "jobs.drift_due", // ids and times: workers find work without being any tenant
        "jobs.drift_letters", // ids only: the API finds what to send without being any tenant
        "jobs.run_jobs", // ids only: workers find work without being any tenant
        "jobs.trial_queue", // likewise
        "jobs.turns", // likewise: whose run was taken last
        "keys.ring", // encrypted, and read before the tenant is known
        "keys.witness", // likewise
        "public.applied_migrations", // the application's role may not touch it
    ];

    [Fact]
    public async Task Every_table_is_walled_or_a_listed_exemption()
    {
        var open = await database.OwnerListAsync(
            """
            select n.nspname || '.' || c.relname
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema$)'
              and not (c.relrowsecurity and c.relforcerowsecurity
                       and exists (select from pg_policy p where p.polrelid = c.oid))
            """,
            ct
        );
        Assert.Equal(Exempt.Order(), open.Order());
    }

    [Fact]
    public async Task Every_entity_of_the_context_is_filtered()
    {
        await using var db = database.Tenants.OpenFor(database.First);
        Assert.All(db.Model.GetEntityTypes(), entity => Assert.NotEmpty(entity.GetDeclaredQueryFilters()));
    }

    [Fact]
    public async Task The_application_signs_in_as_a_role_that_passes_no_policy() =>
        Assert.Equal(
            "false",
            Assert.Single(
                await database.AppListAsync(
                    null,
                    """
                    select (r.rolsuper or r.rolbypassrls or exists (select from pg_class where relowner = r.oid))::text
                    from pg_roles r where r.rolname = current_user
                    """,
                    ct
                )
            )
        );

    [Fact]
    public async Task Nobody_sees_nothing() =>
        Assert.Empty(await database.AppListAsync(null, "select name from projects", ct));

    [Fact]
    public async Task Raw_sql_sees_one_tenant_s_rows() =>
        Assert.Equal(["of the second"], await database.AppListAsync(database.Second, "select name from projects", ct));

    [Fact]
    public async Task Sql_through_the_context_sees_one_tenant_s_rows()
    {
        await using var db = database.Tenants.OpenFor(database.First);
        Assert.Equal(
            ["of the first"],
            await db.Database.SqlQuery<string>($"select name as \"Value\" from projects").ToListAsync(ct)
        );
    }

    [Fact]
    public async Task The_context_sees_one_tenant_s_rows()
    {
        await using var db = database.Tenants.OpenFor(database.First);
        Assert.Equal("of the first", (await db.Projects.SingleAsync(ct)).Name);
        Assert.Equal(database.First, (await db.Tenants.SingleAsync(ct)).Id);
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            db.Projects.GetAsync(database.SecondProject, ct)
        );
        Assert.Equal("not-found", refused.Code);
    }

    [Fact]
    public async Task A_row_for_another_tenant_is_refused_by_the_database()
    {
        var denied = await Assert.ThrowsAsync<PostgresException>(() =>
            database.AppListAsync(
                database.First,
                "insert into projects (id, tenant_id, name, created_at) values (gen_random_uuid(), "
                    + $"'{database.Second}', 'planted', now())",
                ct
            )
        );
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    [Fact]
    public async Task A_row_cannot_point_at_another_tenant_s()
    {
        var denied = await Assert.ThrowsAsync<PostgresException>(() =>
            database.AppListAsync(
                database.First,
                $"""
                insert into schema_versions (id, tenant_id, project_id, name, number, hash, document, created_at)
                values (gen_random_uuid(), '{database.First}', '{database.SecondProject}',
                        'x', 1, '', jsonb_build_object(), now())
                """,
                ct
            )
        );
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, denied.SqlState);
    }

    [Fact]
    public async Task Another_tenant_s_row_can_neither_be_changed_nor_removed()
    {
        await database.AppListAsync(
            database.First,
            $"update projects set name = 'taken' where id = '{database.SecondProject}'",
            ct
        );
        await database.AppListAsync(database.First, $"delete from projects where id = '{database.SecondProject}'", ct);
        Assert.Equal(["of the second"], await database.AppListAsync(database.Second, "select name from projects", ct));
    }

    [Fact]
    public async Task A_connection_that_goes_back_to_the_pool_forgets_its_tenant()
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.App) { MaxPoolSize = 1 }.ConnectionString
        );
        await using (var db = new TenantDb(source).OpenFor(database.First))
        {
            Assert.Single(await db.Projects.ToListAsync(ct));
        }

        await using var command = source.CreateCommand("select count(*) from projects");
        Assert.Equal(0L, await command.ExecuteScalarAsync(ct));
    }

    [Fact]
    public async Task Tenants_that_share_a_connection_see_their_own_rows()
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.App) { MaxPoolSize = 1 }.ConnectionString
        );
        var tenants = new TenantDb(source);
        for (int i = 0; i < 4; i++)
        {
            await using var first = tenants.OpenFor(database.First);
            await using var second = tenants.OpenFor(database.Second);
            Assert.Equal("of the first", (await first.Projects.SingleAsync(ct)).Name);
            Assert.Equal("of the second", (await second.Projects.SingleAsync(ct)).Name);
        }
    }

    [Theory]
    [InlineData("No Reset On Close=true")]
    [InlineData("Multiplexing=true")]
    public void A_pool_that_keeps_sessions_is_refused(string setting)
    {
        using var source = NpgsqlDataSource.Create($"{database.App};{setting}");
        Assert.Throws<ArgumentException>(() => new TenantDb(source));
    }

    [Fact]
    public async Task What_is_kept_as_it_was_written_cannot_be_changed()
    {
        foreach (
            string sql in new[]
            {
                "update schema_versions set number = 2",
                "delete from sign_ins",
                "update signing_keys set pem = ''",
                "delete from tenants",
            }
        )
        {
            var denied = await Assert.ThrowsAsync<PostgresException>(() =>
                database.AppListAsync(database.First, sql, ct)
            );
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
        }
    }
}
