using AethergenAI.Launcher.Building;

namespace AethergenAI.Launcher.Publishing;

/// <summary>API (with the web app) and worker as archives that <c>docker load</c> reads.</summary>
internal static class Containers
{
    /// <summary>The SDK's messages for a base image that could not be pulled.</summary>
    private static readonly string[] PullFailed = ["\"CreateNewImage\" task failed", "CONTAINER1", "CONTAINER2"];

    public static async Task<IReadOnlyList<Product>> PublishAsync(string into, CancellationToken ct)
    {
        await Builds.App.RunAsync(ct);
        await Builds.Web.RunAsync(ct);
        string folder = Path.Combine(into, "containers");
        Folders.Empty(folder);
        return [await OneAsync("Api", folder, ct), await OneAsync("Worker", folder, ct)];
    }

    private static async Task<Product> OneAsync(string project, string folder, CancellationToken ct)
    {
        string name = $"container of {project}";
        string repository = $"aethergen-{project.ToLowerInvariant()}",
            archive = Path.Combine(folder, repository + ".tar.gz");
        string[] arguments =
        [
            "publish",
            $"src/{project}",
            "-c",
            "Release",
            "--os",
            "linux",
            "-t:PublishContainer",
            $"-p:ContainerRepository={repository}",
            $"-p:ContainerArchiveOutputPath={archive}",
        ];
        (bool succeeded, IReadOnlyList<string> output) = await Dotnet.ApartAsync(arguments, ct);
        if (succeeded)
        {
            return new Product(name, archive);
        }

        string? cause = output.FirstOrDefault(line => line.Contains("Exception: ", StringComparison.Ordinal));
        string why = cause?.Split("Exception: ", 2)[1].Split(" [")[0] ?? Product.Reasons(output)[0];
        bool pulling = output.Any(line => PullFailed.Any(mark => line.Contains(mark, StringComparison.Ordinal)));
        return pulling
            ? new Product(
                name,
                null,
                $"the base image could not be pulled: {why}.",
                "run this on a machine that can reach the registry of .NET's base images."
            )
            : Product.NotMade(name, output);
    }
}
