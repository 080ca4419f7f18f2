using AethergenAI.Launcher.Publishing;

namespace AethergenAI.Launcher.Tests;

public sealed class PublishOptionsTests
{
    [Fact]
    public void Without_an_option_this_platform_is_published() =>
        Assert.Equal([PublishOptions.ThisPlatform], PublishOptions.Parse([]).Platforms);

    [Fact]
    public void A_platform_is_published_once()
    {
        var options = PublishOptions.Parse(["--rid", "win-x64", "--rid", "all", "-o", "out"]);

        Assert.Equal(["win-x64", "linux-x64", "linux-arm64", "win-arm64", "osx-arm64"], options.Platforms);
        Assert.Equal(Path.GetFullPath("out"), options.Folder);
    }

    [Fact]
    public void A_tool_alone_needs_no_platform() => Assert.Empty(PublishOptions.Parse(["--tool"]).Platforms);

    [Theory]
    [InlineData("'plan9-x64' is not a supported platform", "--rid", "plan9-x64")]
    [InlineData("--rid needs a RID.", "--rid")]
    [InlineData("-o needs a FOLDER.", "-o")]
    [InlineData("unknown option '--all'.", "--all")]
    [InlineData("--system makes a folder by itself", "--system", "--tool")]
    public void Arguments_that_mean_nothing_are_refused(string message, params string[] args) =>
        Assert.StartsWith(
            message,
            Assert.Throws<LauncherUsageException>(() => PublishOptions.Parse(args)).Message,
            StringComparison.Ordinal
        );
}
