using System.Diagnostics;
using AethergenAI.Data.Postgres;
using Npgsql;

namespace AethergenAI.Data.Tests.Postgres;

public sealed class LocalPostgresTests : IDisposable
{
    private readonly string home = Path.Combine(
        Path.GetTempPath(),
        "aethergen-test-" + Guid.CreateVersion7().ToString("N")
    );
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    public LocalPostgresTests() =>
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable(ServerAccess.ExternalVariable) is { Length: > 0 },
            "AETHERGEN_PG is set: no server is started"
        );

    public void Dispose()
    {
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [Fact]
    public async Task Rows_outlive_a_stop_and_a_start()
    {
        await KeepSevenAsync();

        await using LocalPostgres second = await LocalPostgres.StartAsync(home, ct);
        Assert.Equal(7, await RunAsync(second.Database.Owner, "select n from kept"));
    }

    [Fact]
    public async Task The_application_s_role_is_neither_superuser_nor_owner_nor_above_policies()
    {
        await using LocalPostgres postgres = await LocalPostgres.StartAsync(home, ct);
        object? powers = await RunAsync(
            postgres.Database.App,
            """
            select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
              or pg_has_role(current_user, 'aethergen_owner', 'member')
            from pg_roles where rolname = current_user
            """
        );

        Assert.Equal(false, powers);
        PostgresException denied = await Assert.ThrowsAsync<PostgresException>(() =>
            RunAsync(postgres.Database.App, "create table mine (n int)")
        );
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    [Fact]
    public async Task A_second_start_on_the_same_folder_is_refused_while_the_first_runs()
    {
        await using LocalPostgres first = await LocalPostgres.StartAsync(home, ct);
        RefusedException refusal = await Assert.ThrowsAsync<RefusedException>(() => LocalPostgres.StartAsync(home, ct));
        Assert.Equal("postgres.in-use", refusal.Code);
        Assert.Equal(1, await RunAsync(first.Database.App, "select 1"));
    }

    /// <summary>Its binaries are linked with an OpenSSL of 2018, which no connection may reach.</summary>
    [Fact]
    public async Task It_listens_on_the_loopback_address_alone_and_refuses_tls()
    {
        await using LocalPostgres postgres = await LocalPostgres.StartAsync(home, ct);
        Assert.Equal("off", await RunAsync(postgres.Database.Owner, "select current_setting('ssl')"));
        Assert.Equal(
            "127.0.0.1",
            await RunAsync(postgres.Database.Owner, "select current_setting('listen_addresses')")
        );

        string withTls = new NpgsqlConnectionStringBuilder(postgres.Database.App)
        {
            SslMode = SslMode.Require,
        }.ConnectionString;
        var refused = await Assert.ThrowsAsync<NpgsqlException>(() => RunAsync(withTls, "select 1"));
        Assert.Contains("SSL", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_half_made_folder_is_made_anew()
    {
        Directory.CreateDirectory(Path.Combine(home, "postgres", "data-18.making"));
        await File.WriteAllTextAsync(Path.Combine(home, "postgres", "data-18.making", "PG_VERSION"), "18", ct);

        await using LocalPostgres postgres = await LocalPostgres.StartAsync(home, ct);
        Assert.Equal(1, await RunAsync(postgres.Database.App, "select 1"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_lost_password_is_set_anew_and_no_row_is_lost(string? secret)
    {
        await KeepSevenAsync();
        await ReplaceAsync("secret", secret);

        await using LocalPostgres second = await LocalPostgres.StartAsync(home, ct);
        Assert.Equal(7, await RunAsync(second.Database.Owner, "select n from kept"));
        Assert.Equal(1, await RunAsync(second.Database.App, "select 1"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_folder_without_its_version_is_refused_and_left_as_it_is(string? left)
    {
        await KeepSevenAsync();
        string version = Path.Combine(Path.GetFileName(DataFolder), "PG_VERSION");
        string was = await File.ReadAllTextAsync(Path.Combine(home, "postgres", version), ct);
        await ReplaceAsync(version, left);

        await RefusedAsync("postgres.incomplete");
        await ReplaceAsync(version, was);
        await using LocalPostgres second = await LocalPostgres.StartAsync(home, ct);
        Assert.Equal(7, await RunAsync(second.Database.Owner, "select n from kept"));
    }

    [Fact]
    public async Task An_empty_database_does_not_stand_in_for_one_that_is_gone()
    {
        await KeepSevenAsync();
        Directory.CreateDirectory(Path.Combine(home, "blobs", "tenant"));
        string data = DataFolder;
        Directory.Move(data, data + "-away");
        string said = await RefusedAsync("postgres.lost");
        Assert.Contains($"There is no database in {data}, but", said, StringComparison.Ordinal);
        Assert.Contains("set Postgres__Container or AETHERGEN_PG again", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
        Directory.Move(data + "-away", data);
        await using LocalPostgres second = await LocalPostgres.StartAsync(home, ct);
        Assert.Equal(7, await RunAsync(second.Database.Owner, "select n from kept"));
    }

    [Fact]
    public async Task A_link_to_a_folder_that_is_gone_is_refused()
    {
        Directory.CreateDirectory(home);
        Directory.CreateSymbolicLink(Path.Combine(home, "postgres"), Path.Combine(home, "gone"));
        await RefusedAsync("postgres.lost");
    }

    private async Task<string> RefusedAsync(string code)
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => LocalPostgres.StartAsync(home, ct));
        Assert.Equal(code, refusal.Code);
        return refusal.Message;
    }

    [Fact]
    public async Task The_database_of_another_version_is_not_passed_over_for_an_empty_one()
    {
        string other = Path.Combine(home, "postgres", "data-14");
        Directory.CreateDirectory(other);
        await File.WriteAllTextAsync(Path.Combine(other, "PG_VERSION"), "14", ct);

        await RefusedAsync("postgres.other-version");
        Assert.Equal([other], Directory.GetDirectories(Path.Combine(home, "postgres"), "data-*"));
    }

    [Fact]
    public async Task Nobody_else_on_the_machine_reads_the_password_or_the_log()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // files have no mode
        }

        await KeepSevenAsync();

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(owner, File.GetUnixFileMode(Path.Combine(home, "postgres", "secret")));
        Assert.Equal(owner, File.GetUnixFileMode(Path.Combine(home, "postgres", "server.log")));
    }

    [Fact]
    public async Task An_orphan_of_a_killed_starter_is_stopped_and_followed()
    {
        int orphan;
        await using (LocalPostgres first = await LocalPostgres.StartAsync(home, ct))
        {
            orphan = first.ProcessId!.Value;
        }

        using Process left = StartAsOrphan();
        await using LocalPostgres second = await LocalPostgres.StartAsync(home, ct);

        Assert.True(left.WaitForExit(TimeSpan.FromSeconds(10)));
        Assert.NotEqual(orphan, second.ProcessId);
        Assert.Equal(1, await RunAsync(second.Database.App, "select 1"));
    }

    /// <summary>
    /// A server on our folder that nobody claims, as one is whose starter was killed before it could tell.
    /// </summary>
    private Process StartAsOrphan()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "started through /proc and setpriv");
        string data = DataFolder;
        PostgresBinaries binaries = PostgresBinaries.Find();
        string[] account = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
            : [];
        string[] words =
        [
            .. account,
            binaries.Postgres,
            "-D",
            data,
            "-p",
            "0",
            "-h",
            "",
            "-c",
            "unix_socket_directories=" + data,
        ];
        Process process = Process.Start(
            new ProcessStartInfo(words[0], words[1..])
            {
                WorkingDirectory = "/",
                UseShellExecute = false,
                RedirectStandardError = true,
            }
        )!;
        while (
            process.StandardError.ReadLine() is { } line && !line.Contains("ready to accept", StringComparison.Ordinal)
        ) { }
        _ = process.StandardError.ReadToEndAsync(ct);
        return process;
    }

    private string DataFolder => Directory.EnumerateDirectories(Path.Combine(home, "postgres"), "data-*").Single();

    private async Task KeepSevenAsync()
    {
        await using LocalPostgres first = await LocalPostgres.StartAsync(home, ct);
        await RunAsync(first.Database.Owner, "create table kept (n int); insert into kept values (7)");
    }

    /// <param name="text">Null: the file goes.</param>
    private async Task ReplaceAsync(string file, string? text)
    {
        string path = Path.Combine(home, "postgres", file);
        File.Delete(path);
        if (text is not null)
        {
            await File.WriteAllTextAsync(path, text, ct);
        }
    }

    private async Task<object?> RunAsync(string connectionString, string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(ct);
    }
}
