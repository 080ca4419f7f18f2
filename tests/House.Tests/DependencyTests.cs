using System.Xml.Linq;

namespace AethergenAI.House;

public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Core"] = [],
        ["ServiceDefaults"] = [],
        ["Onnx"] = ["Core"],
        ["Formats"] = ["Core"],
        ["Data"] = ["Core"],
        ["Worker"] = ["Core", "Onnx", "Formats", "Data", "ServiceDefaults"],
        ["Api"] = ["Core", "Formats", "Data", "ServiceDefaults"],
        ["Cli"] = ["Core", "Onnx", "Formats"],
        ["AppHost"] = ["Data", "Api", "Worker"],
    };

    [Fact]
    public void Every_project_has_its_place() => Assert.Equal(Allowed.Keys.Order(), Projects().Select(Name).Order());

    [Theory]
    [MemberData(nameof(ProjectFiles))]
    public void References_point_only_where_the_house_allows(string project) =>
        Assert.Subset(
            Allowed[Name(project)].ToHashSet(),
            References(project, "ProjectReference").Select(Name).ToHashSet()
        );

    [Theory]
    [InlineData("Npgsql", "Data")]
    [InlineData("Npgsql.EntityFrameworkCore.PostgreSQL", "Data")]
    [InlineData("OpenTelemetry.Extensions.Hosting", "ServiceDefaults")]
    [InlineData("Aspire.Hosting.AppHost", "AppHost")]
    [InlineData("Hangfire.AspNetCore", "Data")]
    [InlineData("Hangfire.PostgreSql", "Data")]
    [InlineData("DuckDB.NET.Bindings.Full", "Formats")]
    [InlineData("CsvHelper", "Core")]
    [InlineData("YamlDotNet", "Core")]
    [InlineData("System.CommandLine", "Cli")]
    [InlineData("Google.Protobuf", "Onnx")]
    public void A_third_party_library_has_one_home(string package, string home) =>
        Assert.Equal(
            [home],
            Projects().Where(project => References(project, "PackageReference").Contains(package)).Select(Name)
        );

    /// <summary>Hangfire's licence asks that whoever runs the product can put another version in its place.</summary>
    [Fact]
    public void Whoever_runs_the_product_can_replace_a_library_under_the_LGPL()
    {
        Assert.Contains("Hangfire.PostgreSql", House.Read("NOTICE"), StringComparison.Ordinal);
        House.AssertNone(
            House
                .Files(".", ".csproj")
                .Concat(House.Files(".", ".props"))
                .Concat(House.Files("eng", ".cs"))
                .Where(path => Merged.Any(House.Read(path).Contains))
        );
    }

    private static readonly string[] Merged = ["PublishSingleFile", "PublishTrimmed", "PublishAot"];

    public static TheoryData<string> ProjectFiles() => new(Projects());

    private static IEnumerable<string> Projects() => House.Product(".csproj");

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project);

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument
            .Parse(House.Read(project))
            .Descendants(kind)
            .Select(reference => (string)reference.Attribute("Include")!);
}
