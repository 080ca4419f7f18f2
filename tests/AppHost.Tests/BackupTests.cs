namespace AethergenAI.AppHost.Tests;

/// <summary>What one home had, another has after a restore; and a damaged backup restores nothing.</summary>
[Trait("Speed", "Slow")]
public sealed class BackupTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-backup-");

    private string Backup => Path.Combine(folder.FullName, "backup.zip");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_backup_that_is_restored_elsewhere_has_the_runs_the_files_and_the_keys()
    {
        string run;
        byte[] pack;
        await using var first = new RunningSystem();
        await first.InitializeAsync();
        using (HttpClient client = await first.SignInAsync())
        {
            run = await Visitor.StartRunAsync(client);
            using var patience = new CancellationTokenSource(RunningSystem.Patience);
            Assert.Equal("done", await Visitor.EndOfAsync(client, run, patience.Token));
            pack = await client.GetByteArrayAsync(new Uri($"{run}/pack", UriKind.Relative));
            string refused = await Remote.CliAsync(folder.FullName, 3, "backup", "-o", Backup, "--home", first.Home);
            Assert.Contains("backup.running", refused, StringComparison.Ordinal);
        }
        await first.StopAsync();
        await Remote.CliAsync(folder.FullName, 0, "backup", "-o", Backup, "--home", first.Home);

        await using var second = new RunningSystem();
        await Remote.CliAsync(folder.FullName, 0, "restore", Backup, "--home", second.Home);
        await second.InitializeAsync();
        using HttpClient there = await second.SignInAsync();
        Assert.Equal(pack, await there.GetByteArrayAsync(new Uri($"{run}/pack", UriKind.Relative)));
        // The key ring came along: the next pack is signed by the same key.
        string keys = await there.GetStringAsync(new Uri("/api/signing-keys", UriKind.Relative));
        string again = await Visitor.StartRunAsync(there);
        using var more = new CancellationTokenSource(RunningSystem.Patience);
        Assert.Equal("done", await Visitor.EndOfAsync(there, again, more.Token));
        Assert.Equal(keys, await there.GetStringAsync(new Uri("/api/signing-keys", UriKind.Relative)));
    }
}
