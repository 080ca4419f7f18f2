using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace AethergenAI.House;

/// <summary>
/// Core is made of layers: a namespace uses only namespaces of lower layers. Everyone may use the root.
/// </summary>
public sealed class LayerTests
{
    /// <summary>Lowest first. Namespaces on the same layer do not use each other.</summary>
    private static readonly string[][] Layers =
    [
        ["Statistics"],
        ["Tables", "Artefacts", "Tenancy"],
        ["Seeding", "Privacy"],
        ["Pages", "Schemas", "Generation"],
        ["Evaluation"],
        ["Recipes"],
        ["Runs"],
        ["Cards"],
        ["Evidence"],
        ["Pipeline"],
        ["Workspace"],
    ];

    private static readonly Assembly Core = Assembly.Load("AethergenAI.Core");

    private static readonly Architecture Loaded = new ArchLoader().LoadAssemblies(Core).Build();

    public static TheoryData<string> Namespaces() => [.. Layers.SelectMany(layer => layer)];

    [Theory]
    [MemberData(nameof(Namespaces))]
    public void A_namespace_uses_only_lower_layers(string name)
    {
        int layer = Array.FindIndex(Layers, names => names.Contains(name));
        string[] forbidden = [.. Layers.Skip(layer).SelectMany(names => names).Where(other => other != name)];
        if (forbidden.Length == 0)
        {
            return;
        }

        Types()
            .That()
            .ResideInNamespaceMatching(Within(name))
            .Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching(Within([.. forbidden])))
            .Check(Loaded);
    }

    [Fact]
    public void The_root_uses_no_layer() =>
        Types()
            .That()
            .ResideInNamespaceMatching("^AethergenAI$")
            .Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching(Within([.. Layers.SelectMany(names => names)])))
            .Check(Loaded);

    [Fact]
    public void Every_namespace_of_Core_has_a_layer() =>
        Assert.Equal(
            Layers.SelectMany(names => names).Order(StringComparer.Ordinal),
            Core.GetTypes()
                .Select(type => type.Namespace?.Split('.'))
                .Where(parts => parts is ["AethergenAI", _, ..])
                .Select(parts => parts![1])
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    private static string Within(params string[] names) => $@"^AethergenAI\.({string.Join('|', names)})(\.|$)";
}
