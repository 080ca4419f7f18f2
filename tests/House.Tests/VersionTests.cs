using System.Text.Json;
using System.Xml.Linq;

namespace AethergenAI.House;

/// <summary>The version stands in Directory.Build.props, and nowhere else.</summary>
public sealed class VersionTests
{
    [Fact]
    public void The_build_properties_name_the_version() =>
        Assert.Single(XDocument.Parse(House.Read("Directory.Build.props")).Descendants("Version"));

    [Fact]
    public void No_project_has_a_version_of_its_own() =>
        Assert.DoesNotContain(House.Files(".", ".csproj"), path =>
            XDocument.Parse(House.Read(path)).Descendants().Any(IsVersion)
        );

    [Theory]
    [InlineData("web/package.json")]
    [InlineData("native/package.json")]
    public void No_package_of_npm_has_a_version_of_its_own(string path)
    {
        using var package = JsonDocument.Parse(House.Read(path));

        Assert.False(package.RootElement.TryGetProperty("version", out _));
    }

    private static bool IsVersion(XElement element) =>
        element.Name.LocalName is "Version" or "VersionPrefix" or "AssemblyVersion" or "InformationalVersion";
}
