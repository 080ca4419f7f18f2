using YamlDotNet.Serialization;

namespace AethergenAI.House;

/// <summary>
/// azure.yaml by the rules of the Azure Developer CLI, as its schema and its sources had them in version 1.23.8; the
/// program itself cannot be had here.
/// </summary>
public sealed class AzureYamlTests
{
    private static readonly string[] Keys =
    [
        "name",
        "resourceGroup",
        "metadata",
        "infra",
        "services",
        "resources",
        "pipeline",
        "hooks",
        "requiredVersions",
        "state",
        "platform",
        "workflows",
        "cloud",
    ];

    private static readonly string[] ServiceKeys =
    [
        "apiVersion",
        "resourceGroup",
        "resourceName",
        "project",
        "image",
        "host",
        "language",
        "module",
        "dist",
        "remoteBuild",
        "docker",
        "k8s",
        "config",
        "uses",
        "env",
        "hooks",
    ];

    private static readonly string[] Hosts = ["appservice", "containerapp", "function", "staticwebapp", "aks"];

    private static readonly string[] Commands =
    [
        "restore",
        "build",
        "package",
        "provision",
        "publish",
        "deploy",
        "up",
        "down",
    ];

    private static readonly string[] Shells = ["sh", "pwsh"];

    private static readonly Dictionary<object, object> File = Map(
        new DeserializerBuilder().Build().Deserialize<object>(House.Read("azure.yaml"))
    );

    private static readonly Dictionary<object, object> Services = Map(File["services"]);

    [Fact]
    public void Only_known_keys_are_used() =>
        House.AssertNone([
            .. File.Keys.Cast<string>().Except(Keys).Select(key => $"{key} is no key of azure.yaml"),
            .. from service in Services
            from key in Map(service.Value).Keys.Cast<string>().Except(ServiceKeys)
            select $"{key} is no key of a service, and {service.Key} has it",
        ]);

    [Fact]
    public void The_name_is_one() => Assert.Matches("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", (string)File["name"]);

    [Fact]
    public void The_infrastructure_is_where_it_is_said_to_be()
    {
        var infra = Map(File["infra"]);
        string folder = (string)infra["path"];
        Assert.True(Exists($"{folder}/{infra["module"]}.bicep"));
        Assert.True(Exists($"{folder}/{infra["module"]}.parameters.json"));
    }

    [Fact]
    public void Every_service_has_a_known_host_and_a_project() => Assert.All(Services.Values.Select(Map), service =>
        {
            string project = (string)service["project"];
            Assert.Contains((string)service["host"], Hosts);
            Assert.True(Exists($"{project}/{Path.GetFileName(project)}.csproj"));
            Assert.False(Exists($"{project}/Dockerfile")); // azd would build that instead of the project
        });

    [Fact]
    public void Every_service_is_a_resource_of_the_infrastructure()
    {
        string apps = House.Read("infra/modules/apps.bicep");
        Assert.All(Services.Keys.Cast<string>(), name =>
            Assert.Contains($"'azd-service-name': '{name}'", apps, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_hook_is_a_file_and_follows_a_command_of_azd() => Assert.All(Hooks(), hook =>
        {
            Assert.Contains(hook.Name, Commands.SelectMany(command => new[] { $"pre{command}", $"post{command}" }));
            Assert.Contains((string)hook.Hook["shell"], Shells);
            Assert.True(Exists(Path.Combine(hook.Folder, (string)hook.Hook["run"])), $"{hook.Hook["run"]}");
        });

    [Fact]
    public void Services_are_deployed_after_those_that_they_use()
    {
        List<string> deployed = [];
        while (deployed.Count < Services.Count)
        {
            string[] next =
            [
                .. Services.Keys.Cast<string>().Except(deployed).Where(name => !Uses(name).Except(deployed).Any()),
            ];
            Assert.True(
                next.Length > 0,
                $"uses is a circle, or names what there is not, after {string.Join(", ", deployed)}"
            );
            deployed.AddRange(next);
        }
        Assert.Equal("migrate", deployed[0]);
    }

    /// <summary>azd reads parameters from its environment; it asks for those that it does not know.</summary>
    [Fact]
    public void Every_parameter_without_a_default_is_given()
    {
        string main = House.Read("infra/main.bicep");
        var needed =
            from line in main.Split('\n')
            where line.StartsWith("param ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal)
            select line.Split(' ')[1];
        string given = House.Read("infra/main.parameters.json");
        Assert.All(needed, name => Assert.Contains($"\"{name}\":", given, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Name, string Folder, Dictionary<object, object> Hook)> Hooks() =>
        [
            .. Map(File["hooks"]).Select(hook => ((string)hook.Key, "", Map(hook.Value))),
            .. from service in Services.Values.Select(Map)
            where service.ContainsKey("hooks")
            from hook in Map(service["hooks"])
            select ((string)hook.Key, (string)service["project"], Map(hook.Value)),
        ];

    private static IEnumerable<string> Uses(string service) =>
        Map(Services[service]).TryGetValue("uses", out object? names) ? ((List<object>)names).Cast<string>() : [];

    private static bool Exists(string path) => System.IO.File.Exists(Path.Combine(House.Root, path));

    private static Dictionary<object, object> Map(object node) => (Dictionary<object, object>)node;
}
