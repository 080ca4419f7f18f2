namespace AethergenAI.Cli.Tests;

/// <summary>Where <c>-o</c> names a link, the link stays and what it leads to is written.</summary>
public sealed class LinkTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public async Task A_link_stays_and_the_file_that_it_leads_to_is_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        string target = Directory.CreateDirectory(work["linked"]).FullName;
        File.CreateSymbolicLink(work["latest.json"], Path.Combine(target, "one.json"));

        await work.Expect(ExitCode.Done, "schema", "infer", "train.csv", "-o", "latest.json");

        Assert.True(File.Exists(Path.Combine(target, "one.json")));
        Assert.NotNull(new FileInfo(work["latest.json"]).LinkTarget);
        Assert.Single(Directory.GetFiles(target));
    }

    /// <summary>Whatever name or link it is given by, a file that a command reads is not written.</summary>
    [Fact]
    public async Task An_output_that_is_an_input_is_refused_and_stays()
    {
        File.Copy(work["train.csv"], work["own.csv"], overwrite: true);
        byte[] before = await File.ReadAllBytesAsync(work["own.csv"]);
        File.CreateSymbolicLink(work["alias.csv"], work["own.csv"]);
        foreach (string output in (string[])["own.csv", "./own.csv", "alias.csv"])
        {
            var refused = await work.Expect(ExitCode.Refused, "schema", "infer", "own.csv", "-o", output);
            Assert.Contains("[cli.output-is-input]", refused.Stderr, StringComparison.Ordinal);
        }
        Assert.Equal(before, await File.ReadAllBytesAsync(work["own.csv"]));
    }

    /// <summary>
    /// A link to a folder, with a separator at its end and without, and to one that is not there yet.
    /// </summary>
    [Theory]
    [InlineData("newest", "models/v1", true)]
    [InlineData("newest/", "models/v1", true)]
    [InlineData("newest/", "models/v2", false)]
    public async Task A_link_stays_and_the_folder_that_it_leads_to_is_written(string output, string target, bool there)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        Directory.CreateDirectory(work[there ? target : "models"]);
        File.Delete(work["newest"]);
        Directory.CreateSymbolicLink(work["newest"], target);
        string[] fit = ["fit", "train.csv", "--generator", "independent", "-o", output];

        await work.Expect(ExitCode.Done, fit);
        await work.Expect(ExitCode.Done, fit); // replaces the model, and not the link

        Assert.True(File.Exists(work[$"{target}/model.json"]));
        Assert.Equal(target, new DirectoryInfo(work["newest"]).LinkTarget);
        Assert.Empty(work.HalfWritten);
    }

    [Fact]
    public async Task A_run_goes_to_the_folder_that_a_link_leads_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        work.Write("linked.json", """{"name":"r","data":{"seed":"train.csv"},"base":{"generator":"independent"}}""");
        Directory.CreateSymbolicLink(work["out"], "runs-of-today");

        await work.Expect(ExitCode.Done, "run", "linked.json", "-o", "out/");

        Assert.True(File.Exists(work["runs-of-today/summary.json"]));
        Assert.Equal("runs-of-today", new DirectoryInfo(work["out"]).LinkTarget);
    }
}
