using System.Diagnostics;
using System.Globalization;

namespace AethergenAI.AppHost.Tests;

[Trait("Speed", "Slow")]
public sealed class WholeSystemTests(RunningSystem system) : IClassFixture<RunningSystem>
{
    [Fact]
    public async Task A_run_goes_from_the_api_through_a_worker_to_its_pack()
    {
        using var patience = new CancellationTokenSource(RunningSystem.Patience);
        using HttpClient client = await system.SignInAsync();

        string run = await Visitor.StartRunAsync(client);

        string end = await Visitor.EndOfAsync(client, run, patience.Token);
        Assert.True(end == "done", $"{end}{Environment.NewLine}{await system.LogsAsync()}");
        using HttpResponseMessage pack = await client.GetAsync(new Uri($"{run}/pack", UriKind.Relative));
        Assert.Equal("application/zip", pack.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("api")]
    [InlineData("worker-1")]
    [InlineData("postgres")]
    public async Task A_killed_process_begins_again(string resource)
    {
        await system.KillAsync(resource);

        await AnswersAsync();
    }

    [Fact]
    public async Task A_killed_database_server_begins_again_with_what_was_committed()
    {
        using HttpClient client = await system.SignInAsync();
        await Visitor.StartRunAsync(client);
        int before = system.ProcessOf("postgres")!.Value;
        string server = File.ReadLines(Path.Combine(system.Cluster, "postmaster.pid")).First();

        using (Process process = Process.GetProcessById(int.Parse(server, CultureInfo.InvariantCulture)))
        {
            process.Kill();
        }
        await system.BeganAgainAsync("postgres", before);
        await AnswersAsync();

        Assert.Contains("Patients", (await Visitor.GetAsync(client, "/api/projects")).ToJsonString());
    }

    /// <summary>The API says that it can do its work; its connections of before may have to be noticed first.</summary>
    private async Task AnswersAsync()
    {
        await system.HealthyAsync("api");
        using var client = new HttpClient { BaseAddress = system.Address };
        using var patience = new CancellationTokenSource(RunningSystem.Patience);
        while (!await IsReadyAsync(client))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), patience.Token);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
