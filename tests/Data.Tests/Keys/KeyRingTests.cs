using System.Xml.Linq;
using AethergenAI.Data.Keys;
using AethergenAI.Data.Postgres;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AethergenAI.Data.Tests.Keys;

public sealed class KeyRingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Secret = "thirty-two letters that nobody knows";

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_processes_over_one_database_read_each_other_s_cookies()
    {
        DatabaseAccess database = await MigratedAsync();
        await using ServiceProvider first = Process(database, Secret);
        await using ServiceProvider second = Process(database, Secret);
        await KeyRing.CheckAsync(first, ct);
        await KeyRing.CheckAsync(second, ct);

        Assert.Equal("ours", Cookies(second).Unprotect(Cookies(first).Protect("ours")));
        Assert.Equal("theirs", Cookies(first).Unprotect(Cookies(second).Protect("theirs")));
    }

    [Fact]
    public async Task A_process_that_starts_later_reads_the_cookies_of_one_that_has_ended()
    {
        DatabaseAccess database = await MigratedAsync();
        string cookie;
        await using (ServiceProvider ended = Process(database, Secret))
        {
            cookie = Cookies(ended).Protect("kept");
        }

        await using ServiceProvider later = Process(database, Secret);
        Assert.Equal("kept", Cookies(later).Unprotect(cookie));
    }

    [Fact]
    public async Task The_database_holds_no_plain_key()
    {
        DatabaseAccess database = await MigratedAsync();
        await using ServiceProvider process = Process(database, Secret);
        await KeyRing.CheckAsync(process, ct);

        string stored = Assert.Single(await StoredAsync(database));
        XElement encrypted = Assert.Single(XElement.Parse(stored).Descendants(SecretEncryption.Element));
        XElement plain = XElement.Parse(new KeySecret(Secret).Decrypt(encrypted.Value));
        string key = Assert.Single(plain.DescendantsAndSelf("masterKey")).Value.Trim();
        Assert.Equal(64, Convert.FromBase64String(key).Length);
        Assert.DoesNotContain(key, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_that_start_at_once_share_one_first_key()
    {
        DatabaseAccess database = await MigratedAsync();
        ServiceProvider[] processes = [.. Enumerable.Range(0, 4).Select(_ => Process(database, Secret))];
        await Task.WhenAll(processes.Select(process => Task.Run(() => KeyRing.CheckAsync(process, ct), ct)));

        Assert.Single(await StoredAsync(database));
        string cookie = Cookies(processes[0]).Protect("shared");
        Assert.All(processes, process => Assert.Equal("shared", Cookies(process).Unprotect(cookie)));
        foreach (ServiceProvider process in processes)
        {
            await process.DisposeAsync();
        }
    }

    [Fact]
    public async Task Another_secret_is_refused_at_the_start()
    {
        DatabaseAccess database = await MigratedAsync();
        await using (ServiceProvider first = Process(database, Secret))
        {
            await KeyRing.CheckAsync(first, ct);
        }

        await using ServiceProvider other = Process(database, "another secret of more than thirty letters");
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => KeyRing.CheckAsync(other, ct));
        Assert.Equal("keys.other-secret", refusal.Code);
        Assert.Single(await StoredAsync(database)); // and no new key hides the old one
    }

    [Theory]
    [InlineData(null, null, "keys.no-place")]
    [InlineData("", "", "keys.no-place")]
    [InlineData("some-folder", Secret, "keys.two-places")]
    [InlineData(null, "short", "keys.short-secret")]
    public async Task Settings_without_a_safe_place_are_refused(string? root, string? secret, string code)
    {
        await using ServiceProvider process = Process(postgres.Server.Database, secret, root);
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => KeyRing.CheckAsync(process, ct));
        Assert.Equal(code, refusal.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<key id=")]
    [InlineData("not XML")]
    public async Task A_damaged_key_is_named_and_left_in_place(string content)
    {
        string root = Directory.CreateTempSubdirectory("aethergen-keys-").FullName;
        string file = Path.Combine(root, "key-1.xml");
        await File.WriteAllTextAsync(file, content, ct);
        await using ServiceProvider process = Process(await MigratedAsync(), secret: null, root);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => KeyRing.CheckAsync(process, ct));

        Assert.Equal("keys.damaged", refusal.Code);
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFileSystemEntries(root));
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task A_folder_of_keys_that_is_a_file_is_refused_with_the_reason()
    {
        string root = Path.GetTempFileName();
        await using ServiceProvider process = Process(await MigratedAsync(), secret: null, root);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => KeyRing.CheckAsync(process, ct));

        Assert.Equal("keys.folder-unusable", refusal.Code);
        Assert.Contains(root, refusal.Message, StringComparison.Ordinal);
        File.Delete(root);
    }

    [Fact]
    public async Task A_stored_key_can_be_neither_changed_nor_removed()
    {
        DatabaseAccess database = await MigratedAsync();
        await using NpgsqlDataSource app = NpgsqlDataSource.Create(database.App);
        foreach (string sql in new[] { "update keys.ring set xml = ''", "delete from keys.ring" })
        {
            await using NpgsqlCommand command = app.CreateCommand(sql);
            var denied = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(ct));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
        }
    }

    private async Task<DatabaseAccess> MigratedAsync()
    {
        DatabaseAccess database = await postgres.Server.CreateTemporaryDatabaseAsync(ct);
        await Migrations.ApplyAsync(database.Owner, Migrations.All, ct);
        return database;
    }

    private async Task<List<string>> StoredAsync(DatabaseAccess database)
    {
        await using NpgsqlDataSource app = NpgsqlDataSource.Create(database.App);
        await using NpgsqlCommand command = app.CreateCommand("select xml from keys.ring");
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(ct);
        List<string> stored = [];
        while (await rows.ReadAsync(ct))
        {
            stored.Add(rows.GetString(0));
        }
        return stored;
    }

    private static IDataProtector Cookies(ServiceProvider process) =>
        process.GetRequiredService<IDataProtectionProvider>().CreateProtector("cookies");

    private static ServiceProvider Process(DatabaseAccess database, string? secret, string? root = null)
    {
        var settings = new Dictionary<string, string?> { ["Keys:Secret"] = secret, ["Keys:Root"] = root };
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(configuration);
        services.AddSingleton(_ => NpgsqlDataSource.Create(database.App));
        services.AddKeyRing(configuration);
        return services.BuildServiceProvider();
    }
}
