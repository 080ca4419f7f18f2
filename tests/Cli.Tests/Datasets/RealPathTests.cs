using AethergenAI.Cli.Datasets;

namespace AethergenAI.Cli.Tests.Datasets;

public sealed class RealPathTests : IDisposable
{
    private readonly string folder = RealPath.Of(Directory.CreateTempSubdirectory("aethergen-path-").FullName);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_name_of_a_file_leads_to_the_same_path()
    {
        string file = At("real/data/seed.csv");
        Directory.CreateDirectory(At("real/data"));
        File.WriteAllText(file, "a\n");
        Directory.CreateSymbolicLink(At("folder"), "real");
        File.CreateSymbolicLink(At("link.csv"), "folder/data/seed.csv");
        File.CreateSymbolicLink(At("chain.csv"), At("link.csv"));

        Assert.All(
            ["real/data/seed.csv", "real/./data/../data/seed.csv", "folder/data/seed.csv", "link.csv", "chain.csv"],
            name => Assert.Equal(file, RealPath.Of(At(name)))
        );
        Assert.Equal(file, RealPath.Of(Path.GetRelativePath(Environment.CurrentDirectory, At("chain.csv"))));
    }

    [Fact]
    public void A_file_that_does_not_exist_yet_is_named_behind_the_links_to_its_folder()
    {
        Directory.CreateDirectory(At("real"));
        Directory.CreateSymbolicLink(At("folder"), At("real"));
        File.CreateSymbolicLink(At("later.json"), "folder/new.json");

        Assert.Equal(At("real/new.json"), RealPath.Of(At("folder/new.json")));
        Assert.Equal(At("real/new.json"), RealPath.Of(At("later.json")));
    }

    [Fact]
    public void Links_in_a_circle_are_an_error()
    {
        File.CreateSymbolicLink(At("one"), "two");
        File.CreateSymbolicLink(At("two"), "one");
        Assert.Throws<IOException>(() => RealPath.Of(At("one")));
    }

    private string At(string name) => Path.Combine(folder, name);
}
