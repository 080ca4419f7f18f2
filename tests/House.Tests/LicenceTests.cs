using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AethergenAI.House;

/// <summary>What ships may be shipped: every package of the programs and of the web app.</summary>
public sealed class LicenceTests
{
    private static readonly string[] Programs = ["AppHost", "src/Api", "src/Worker", "src/Cli"];

    private static readonly string[] Allowed =
    [
        "MIT",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "0BSD",
        "PostgreSQL",
        "MS-PL",
        "Unlicense",
        "OFL-1.1",
    ];

    /// <summary>Packages that bring a text in place of an identifier; each text was read.</summary>
    private static readonly Dictionary<string, string> ReadByHand = new(StringComparer.Ordinal)
    {
        ["Apache.Arrow"] = "Apache-2.0",
        ["Fractions"] = "BSD-2-Clause",
        ["Hangfire.AspNetCore"] = Lesser,
        ["Hangfire.Core"] = Lesser,
        ["Hangfire.NetCore"] = Lesser,
        ["Hangfire.PostgreSql"] = Lesser,
        ["Microsoft.ML.OnnxRuntime"] = "MIT",
        ["Microsoft.ML.OnnxRuntime.Gpu.Linux"] = "MIT",
        ["Microsoft.ML.OnnxRuntime.Gpu.Windows"] = "MIT",
        ["Microsoft.ML.OnnxRuntime.Managed"] = "MIT",
        ["System.Security.Cryptography.ProtectedData"] = "MIT",
    };

    private const string Lesser = "LGPL-3.0-or-later";

    [Fact]
    public void Every_package_of_the_programs_may_be_shipped() =>
        House.AssertNone(
            from program in Programs
            from package in Packages(program)
            where !MayShip(package.Name, package.Licence)
            select $"{program}: {package.Name} {package.Version} is under {package.Licence ?? "no known licence"}"
        );

    [Theory]
    [InlineData("web")]
    [InlineData("native")]
    public void Every_package_of_npm_may_be_shipped(string folder)
    {
        using JsonDocument read = JsonDocument.Parse(House.Read($"{folder}/package-lock.json"));
        House.AssertNone(
            from package in read.RootElement.GetProperty("packages").EnumerateObject()
            where package.Name.Length > 0 && !package.Value.TryGetProperty("dev", out _)
            let licence = package.Value.TryGetProperty("license", out var said) ? said.GetString() : null
            where !MayShip(package.Name, licence)
            select $"{package.Name} is under {licence ?? "no known licence"}"
        );
    }

    [Fact]
    public void Notice_names_what_is_under_the_lesser_general_public_licence()
    {
        string notice = House.Read("NOTICE");
        Assert.All(Programs.SelectMany(Packages).Where(package => package.Licence == Lesser), package =>
            Assert.Matches(Whole(package.Name), notice)
        );
    }

    [Fact]
    public void The_page_on_dependencies_names_each_direct_one()
    {
        string page = House.Read("docs/dependencies.md");
        Assert.All(
            DirectPackages().Concat(DirectNpm("web")).Concat(DirectNpm("native")).Distinct(StringComparer.Ordinal),
            name => Assert.Matches(Whole(name), page)
        );
    }

    /// <summary>A package's name that is not a part of another's.</summary>
    private static string Whole(string name) => $@"(?<![\w./@-]){Regex.Escape(name)}(?![\w/-]|\.\w)";

    /// <summary>One of several licences that the packager lets one choose is enough.</summary>
    private static bool MayShip(string name, string? licence) =>
        licence == Lesser
            ? ReadByHand.ContainsKey(name)
            : licence is not null && licence.Trim('(', ')').Split(" OR ").Any(Allowed.Contains);

    /// <summary>What NuGet resolved for a program, with the licence that each package states.</summary>
    private static IEnumerable<(string Name, string Version, string? Licence)> Packages(string program)
    {
        string resolved = Path.Combine(House.Root, program, "obj", "project.assets.json");
        Assert.True(File.Exists(resolved), $"{program} has not been restored: build AethergenAI.sln first.");
        using JsonDocument read = JsonDocument.Parse(File.ReadAllText(resolved));
        string[] folders = [.. read.RootElement.GetProperty("packageFolders").EnumerateObject().Select(it => it.Name)];
        return
        [
            .. from library in read.RootElement.GetProperty("libraries").EnumerateObject()
            where library.Value.GetProperty("type").GetString() == "package"
            let parts = library.Name.Split('/')
            let path = library.Value.GetProperty("path").GetString()!
            select (parts[0], parts[1], Licence(parts[0], folders, path)),
        ];
    }

    private static string? Licence(string name, string[] folders, string path)
    {
        if (ReadByHand.TryGetValue(name, out string? known))
        {
            return known;
        }

        string? file = folders
            .Select(folder => Path.Combine(folder, path, $"{name.ToLowerInvariant()}.nuspec"))
            .FirstOrDefault(File.Exists);
        return file is null
            ? null
            : XDocument
                .Load(file)
                .Descendants()
                .Where(element => element.Name.LocalName == "license")
                .Where(element => (string?)element.Attribute("type") == "expression")
                .Select(element => element.Value)
                .FirstOrDefault();
    }

    private static IEnumerable<string> DirectPackages() =>
        House
            .Product(".csproj")
            .Append("Directory.Build.targets")
            .SelectMany(project => XDocument.Parse(House.Read(project)).Descendants("PackageReference"))
            .Select(reference => (string)reference.Attribute("Include")!);

    private static IEnumerable<string> DirectNpm(string folder)
    {
        using JsonDocument read = JsonDocument.Parse(House.Read($"{folder}/package.json"));
        return
        [
            .. from kind in new[] { "dependencies", "optionalDependencies" }
            where read.RootElement.TryGetProperty(kind, out _)
            from package in read.RootElement.GetProperty(kind).EnumerateObject()
            select package.Name,
        ];
    }
}
