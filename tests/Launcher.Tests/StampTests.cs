using AethergenAI.Launcher.Building;

namespace AethergenAI.Launcher.Tests;

public sealed class StampTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("aethergen-stamp-").FullName;
    private int builds;

    public StampTests() => Write("src/a.cs");

    private Stamp Stamp => new(Path.Combine(root, "stamps", "thing"), new SourceFiles(root, "src", "rules.props"));

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task What_did_not_change_is_built_once()
    {
        await BuildAsync();
        await BuildAsync();

        Assert.Equal(1, builds);
    }

    [Theory]
    [InlineData("src/a.cs")] // changed
    [InlineData("src/deep/b.cs")] // added
    [InlineData("rules.props")] // added, and named by itself
    public async Task A_source_that_was_written_is_built(string path)
    {
        await BuildAsync();
        Write(path);
        await BuildAsync();

        Assert.Equal(2, builds);
    }

    [Fact]
    public async Task A_source_that_is_gone_is_built_without()
    {
        Write("src/b.cs");
        await BuildAsync();
        File.Delete(Path.Combine(root, "src", "b.cs"));
        await BuildAsync();

        Assert.Equal(2, builds);
    }

    [Fact]
    public async Task A_source_that_changes_during_its_build_is_built_again()
    {
        await Stamp.RenewAsync(
            () => LaterAsync("src/a.cs"),
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );

        Assert.False(Stamp.IsFresh());
    }

    [Theory]
    [InlineData("src/obj/x.cs")]
    [InlineData("src/web/node_modules/x.js")]
    [InlineData("src/schema.d.ts")]
    [InlineData("elsewhere/x.cs")]
    public async Task What_a_build_writes_is_no_source(string path)
    {
        await BuildAsync();
        Write(path);

        Assert.True(Stamp.IsFresh());
    }

    [Fact]
    public async Task A_failed_build_is_tried_again()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Stamp.RenewAsync(
                () => throw new InvalidOperationException(),
                TimeProvider.System,
                TestContext.Current.CancellationToken
            )
        );

        Assert.False(Stamp.IsFresh());
    }

    [Fact]
    public async Task Of_two_at_once_one_builds_and_the_other_waits()
    {
        await Task.WhenAll(BuildAsync(), BuildAsync(), BuildAsync());

        Assert.Equal(1, builds);
    }

    private Task BuildAsync() =>
        Stamp.RenewAsync(
            async () =>
            {
                await Task.Delay(20);
                builds++;
            },
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );

    private async Task LaterAsync(string path)
    {
        await Task.Delay(20);
        Write(path);
    }

    /// <summary>A file system may keep times coarsely: what is written after a build is dated a second later.</summary>
    private void Write(string path)
    {
        string full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "text");
        if (builds > 0)
        {
            File.SetLastWriteTimeUtc(full, File.GetLastWriteTimeUtc(full).AddSeconds(1));
        }
    }
}
