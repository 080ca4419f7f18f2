using System.Text.RegularExpressions;

namespace AethergenAI.House;

/// <summary>The infrastructure for Azure compiles, and is what the product expects. Only Azure can say more.</summary>
[Trait("Speed", "Slow")]
public sealed partial class InfraTests
{
    [Fact]
    public void The_infrastructure_compiles_without_a_complaint() => Assert.Empty(Bicep.Infrastructure.Complaints);

    [Fact]
    public void The_infrastructure_breaks_no_rule_of_the_linter()
    {
        var (output, complaints) = Bicep.Run("lint", Path.Combine(House.Root, "infra", "main.bicep"));
        Assert.Empty(output + complaints);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void Every_file_is_formatted(string path)
    {
        var (formatted, _) = Bicep.Run("format", Path.Combine(House.Root, path), "--stdout");
        Assert.Equal(House.Read(path), formatted);
    }

    [Fact]
    public void A_misspelt_property_is_found()
    {
        string folder = Directory.CreateTempSubdirectory("aethergen-infra-").FullName;
        string file = Path.Combine(folder, "storage.bicep");
        File.WriteAllText(
            file,
            House
                .Read("infra/modules/storage.bicep")
                .Replace("allowSharedKeyAccess", "allowSharedKeyAcess", StringComparison.Ordinal)
        );
        var (_, complaints) = Bicep.Run("build", file, "--stdout");
        Directory.Delete(folder, recursive: true);

        Assert.Contains("allowSharedKeyAcess", complaints, StringComparison.Ordinal);
    }

    [Fact]
    public void The_container_of_blobs_has_the_name_that_the_product_asks_for()
    {
        string name = ContainerName().Match(House.Read("src/Data/Blobs/AzureBlobs.cs")).Groups["name"].Value;
        Assert.NotEmpty(name);
        Assert.Contains($"name: '{name}'", House.Read("infra/modules/storage.bicep"), StringComparison.Ordinal);
    }

    /// <summary>No password and no key of an account stands in the infrastructure.</summary>
    [Fact]
    public void Nobody_signs_in_with_a_password_or_a_shared_key()
    {
        string json = Bicep.Infrastructure.Json;
        Assert.Contains("\"allowSharedKeyAccess\": false", json, StringComparison.Ordinal);
        Assert.Contains("\"passwordAuth\": \"Disabled\"", json, StringComparison.Ordinal);
        Assert.Contains("\"adminUserEnabled\": false", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Password=", json, StringComparison.Ordinal);
    }

    public static TheoryData<string> Modules() => new(House.Files("infra", ".bicep"));

    [GeneratedRegex(@"const string Container = ""(?<name>\w+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ContainerName();
}
