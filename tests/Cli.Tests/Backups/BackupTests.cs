using System.IO.Compression;
using System.Text.Json.Nodes;

namespace AethergenAI.Cli.Tests.Backups;

/// <summary>A backup is put back whole, or nothing is.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-home-");

    private string Home => Path.Combine(folder.FullName, "a");

    private string Other => Path.Combine(folder.FullName, "b");

    private string File => Path.Combine(folder.FullName, "backup.zip");

    public BackupTests()
    {
        Directory.CreateDirectory(Path.Combine(Home, "postgres", "data-18", "pg_notify"));
        Directory.CreateDirectory(Path.Combine(Home, "blobs", "t1"));
        Directory.CreateDirectory(Path.Combine(Home, "keys"));
        Directory.CreateDirectory(Path.Combine(Home, "logs"));
        System.IO.File.WriteAllText(Path.Combine(Home, "postgres", "secret"), "s3cret");
        System.IO.File.WriteAllBytes(Path.Combine(Home, "blobs", "t1", "aa"), new byte[3_000_000]);
        System.IO.File.WriteAllText(Path.Combine(Home, "keys", "key.xml"), "<key/>");
        System.IO.File.WriteAllText(Path.Combine(Home, "logs", "aethergen.log"), "not backed up");
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_backed_up_comes_back_with_empty_folders_and_for_its_user_only()
    {
        await RunAsync(ExitCode.Done, "backup", "-o", File, "--home", Home);
        await RunAsync(ExitCode.Done, "restore", File, "--home", Other);
        Assert.Equal("s3cret", System.IO.File.ReadAllText(Path.Combine(Other, "postgres", "secret")));
        Assert.Equal(new byte[3_000_000], System.IO.File.ReadAllBytes(Path.Combine(Other, "blobs", "t1", "aa")));
        Assert.True(Directory.Exists(Path.Combine(Other, "postgres", "data-18", "pg_notify")));
        Assert.False(Directory.Exists(Path.Combine(Other, "logs")));
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(Mine, System.IO.File.GetUnixFileMode(File));
            Assert.Equal(Mine, System.IO.File.GetUnixFileMode(Path.Combine(Other, "postgres", "secret")));
        }
    }

    [Fact]
    public async Task A_damaged_backup_restores_nothing()
    {
        await RunAsync(ExitCode.Done, "backup", "-o", File, "--home", Home);
        await ReplaceAsync("keys/key.xml", "<kex/>");
        var refused = await RunAsync(ExitCode.Refused, "restore", File, "--home", Other);
        Assert.Contains("backup.damaged", refused.Stderr, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Other));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullName, "*.part"));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/etc/evil")]
    [InlineData("postgres/../../evil")]
    [InlineData("logs/evil")]
    public async Task A_backup_that_names_another_place_restores_nothing(string name)
    {
        await RunAsync(ExitCode.Done, "backup", "-o", File, "--home", Home);
        await using (var zip = await ZipFile.OpenAsync(File, ZipArchiveMode.Update))
        {
            var manifest = JsonNode.Parse(await ReadAsync(zip, "backup.json"))!;
            manifest["files"]![0]!["name"] = name;
            zip.CreateEntry(name);
            await WriteAsync(zip, "backup.json", manifest.ToJsonString());
        }
        var refused = await RunAsync(ExitCode.Refused, "restore", File, "--home", Other);
        Assert.Contains("backup.not-a-backup", refused.Stderr, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Other));
        Assert.Empty(Directory.EnumerateFiles(folder.FullName, "evil", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_that_is_no_backup_or_was_cut_short_restores_nothing()
    {
        await RunAsync(ExitCode.Done, "backup", "-o", File, "--home", Home);
        byte[] whole = await System.IO.File.ReadAllBytesAsync(File);
        foreach (byte[] bytes in new[] { whole[..^100], [], "no zip"u8.ToArray() })
        {
            await System.IO.File.WriteAllBytesAsync(File, bytes);
            var refused = await RunAsync(ExitCode.Refused, "restore", File, "--home", Other);
            Assert.Contains("backup.not-a-backup", refused.Stderr, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_is_overwritten_and_nothing_is_backed_up_where_nothing_is()
    {
        await RunAsync(ExitCode.Done, "backup", "-o", File, "--home", Home);
        var full = await RunAsync(ExitCode.Refused, "restore", File, "--home", Home);
        Assert.Contains("backup.not-empty", full.Stderr, StringComparison.Ordinal);
        var none = await RunAsync(ExitCode.Refused, "backup", "-o", File, "--home", Other);
        Assert.Contains("backup.no-home", none.Stderr, StringComparison.Ordinal);
    }

    private async Task<Ended> RunAsync(int exitCode, params string[] arguments)
    {
        var ended = await Cli.RunIn(folder.FullName, arguments);
        Assert.True(ended.ExitCode == exitCode, $"{ended.ExitCode}: {ended.Stderr}");
        return ended;
    }

    private async Task ReplaceAsync(string name, string text)
    {
        await using var zip = await ZipFile.OpenAsync(File, ZipArchiveMode.Update);
        await WriteAsync(zip, name, text);
    }

    private static async Task<string> ReadAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }

    private static async Task WriteAsync(ZipArchive zip, string name, string text)
    {
        zip.GetEntry(name)!.Delete();
        await using var writer = new StreamWriter(await zip.CreateEntry(name).OpenAsync());
        await writer.WriteAsync(text);
    }
}
