using AethergenAI.Launcher.Testing;

namespace AethergenAI.Launcher.Tests;

public sealed class TestOptionsTests
{
    [Fact]
    public void Options_are_read() =>
        Assert.Equal(
            new TestOptions(false, true, "House.Tests"),
            TestOptions.Parse(["--only", "House.Tests", "--style"])
        );

    [Theory]
    [InlineData("unknown option '--slow'.", "--slow")]
    [InlineData("unknown argument 'fast'.", "fast")]
    [InlineData("--only needs a NAME, one of: ", "--only")]
    [InlineData("there are no tests with the name 'Cor.Tests'. Choose one of: ", "--only", "Cor.Tests")]
    [InlineData("--fast and --only exclude each other", "--fast", "--only", "web")]
    public void Arguments_that_mean_nothing_are_refused(string message, params string[] args) =>
        Assert.StartsWith(
            message,
            Assert.Throws<LauncherUsageException>(() => TestOptions.Parse(args)).Message,
            StringComparison.Ordinal
        );
}
