using AethergenAI.Data.Jobs;
using AethergenAI.Data.Postgres;
using Npgsql;

namespace AethergenAI.Data.Tests.Postgres;

/// <summary>
/// PostgreSQL by managed identity. Azure itself cannot be had here: its function that makes a role of an identity is
/// replaced by one that makes a role with a password.
/// </summary>
public sealed class IdentityTests
{
    private const string Identity = "id-app-\"x\"";

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Host=psql-x.postgres.database.azure.com;Username=id-app", true)]
    [InlineData("Host=PSQL-X.POSTGRES.DATABASE.AZURE.COM;Username=id-app", true)]
    [InlineData("Host=psql-x.postgres.database.azure.com;Username=a;Password=b", false)]
    [InlineData("Host=localhost;Username=a;Password=b", false)]
    [InlineData("Host=localhost;Username=a", false)] // trust, a password file or a certificate
    [InlineData("Host=postgres.database.azure.com.example.org;Username=a", false)]
    public void Only_a_server_of_Azure_gets_a_token_and_only_without_a_password(
        string connectionString,
        bool expected
    ) => Assert.Equal(expected, DatabaseSource.ByIdentity(new NpgsqlConnectionStringBuilder(connectionString)));

    [Fact]
    public async Task A_token_travels_only_to_the_server_that_its_certificate_names()
    {
        await using NpgsqlDataSource source = DatabaseSource.Open(
            "Host=psql-x.postgres.database.azure.com;Username=id-app;SSL Mode=Disable"
        );
        Assert.Equal(SslMode.VerifyFull, new NpgsqlConnectionStringBuilder(source.ConnectionString).SslMode);
    }

    [Fact]
    public async Task An_identity_becomes_a_role_that_may_do_what_the_migrations_allow()
    {
        string home = Directory.CreateTempSubdirectory("aethergen-identity-").FullName;
        try
        {
            await using PrivateServer server = await PrivateServer.StartAsync(home, durable: false, ct);
            string admin = new NpgsqlConnectionStringBuilder(server.Access.AdminConnectionString)
            {
                Database = "aethergen",
            }.ConnectionString;
            await RunAsync(server.Access.AdminConnectionString, "create database aethergen");
            await RunAsync(
                server.Access.AdminConnectionString,
                """
                create function pgaadauth_create_principal(name text, administrator boolean, mfa boolean) returns text
                language plpgsql as $$
                begin
                    execute format('create role %I login password ''token''', name);
                    return name;
                end
                $$
                """
            );

            for (int time = 0; time < 2; time++) // a migration is run at every deployment
            {
                await IdentityRole.EnsureAsync(admin, Identity, ct);
                await Migrations.ApplyAsync(admin, Migrations.All, ct);
                await JobStore.InstallAsync(admin, ct);
            }

            string app = new NpgsqlConnectionStringBuilder(admin)
            {
                Username = Identity,
                Password = "token",
            }.ConnectionString;
            await RunAsync(app, "select * from projects");
            await RunAsync(app, "select * from hangfire.job");
            await RunAsync(app, "insert into keys.ring (name, xml) values ('k', '<key/>')");
            var denied = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(app, "drop table projects"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            Directory.Delete(home, recursive: true);
        }
    }

    private async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
