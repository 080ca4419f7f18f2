using Aspire.Hosting.Testing;

namespace AethergenAI.AppHost.Tests;

/// <summary>The system's resources, none of which is started.</summary>
public sealed class ModelTests : IDisposable
{
    // Not CreateTempSubdirectory, whose folder only its maker may enter: PostgreSQL may run as a user of its own.
    private readonly string home = Path.Combine(Path.GetTempPath(), $"aethergen-model-{Guid.CreateVersion7():N}");

    public void Dispose()
    {
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [Fact]
    public async Task There_are_as_many_workers_as_the_settings_say()
    {
        string[] settings = [$"AETHERGEN_HOME={home}", $"Api:Port={RunningSystem.FreePort()}", "Worker:Count=2"];
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            settings,
            TestContext.Current.CancellationToken
        );

        string[] names = [.. builder.Resources.Select(resource => resource.Name)];
        Assert.Equal(
            ["worker-1", "worker-2"],
            names.Where(name => name.StartsWith("worker-", StringComparison.Ordinal))
        );
    }
}
