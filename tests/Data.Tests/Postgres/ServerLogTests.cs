using AethergenAI.Data.Postgres;
using Npgsql;

namespace AethergenAI.Data.Tests.Postgres;

public sealed class ServerLogTests : IDisposable
{
    private const string Marker = "Mrs Marker";

    private readonly string home = Path.Combine(
        Path.GetTempPath(),
        "aethergen-test-" + Guid.CreateVersion7().ToString("N")
    );
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    public ServerLogTests() =>
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable(ServerAccess.ExternalVariable) is { Length: > 0 },
            "AETHERGEN_PG is set: no server is started"
        );

    private string Log => Path.Combine(home, "postgres", "server.log");

    public void Dispose()
    {
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [Theory]
    [InlineData("insert into marked (name, data) values ($1, '{}')", "violates check constraint")]
    [InlineData("insert into marked (name, data) values ('a', jsonb_build_object('level', $1))", "unique constraint")]
    [InlineData("insert into marked (name, data) values ('b', ('{\"level\": \"' || $1 || '\"')::jsonb)", "type json")]
    [InlineData("insert into marked (name, data) values ('c', '{}') returning 1 / (length($1) - 10)", "by zero")]
    public async Task A_value_of_a_refused_row_is_neither_in_the_log_nor_in_the_exception(string insert, string error)
    {
        PostgresException refused;
        await using (LocalPostgres postgres = await LocalPostgres.StartAsync(home, ct))
        {
            // What an operator might ask for to find an error.
            await using NpgsqlDataSource source = DatabaseSource.Open(
                postgres.Database.Owner + ";Include Error Detail=true"
            );
            await RunAsync(
                source,
                """
                create table marked (name text unique check (name not like 'Mrs%'), data jsonb);
                insert into marked values ('a', '{}');
                """
            );
            refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(source, insert, Marker));
        }

        string log = await File.ReadAllTextAsync(Log, ct);
        Assert.Contains(error, log);
        Assert.DoesNotContain(Marker, log);
        Assert.DoesNotContain(Marker, refused.Detail ?? "");
    }

    [Fact]
    public async Task A_log_that_everyone_could_read_is_closed_at_the_next_start()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // files have no mode
        }

        await using (await LocalPostgres.StartAsync(home, ct)) { }
        string folder = Path.GetDirectoryName(Log)!;
        const UnixFileMode everyone = UnixFileMode.OtherRead | UnixFileMode.GroupRead;
        foreach (string path in (string[])[folder, Log])
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | everyone);
        }

        await using (await LocalPostgres.StartAsync(home, ct)) { }

        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Log) & everyone);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(folder) & everyone);
    }

    private async Task RunAsync(NpgsqlDataSource source, string sql, string? value = null)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        if (value is not null)
        {
            command.Parameters.Add(new() { Value = value });
        }
        await command.ExecuteNonQueryAsync(ct);
    }
}
