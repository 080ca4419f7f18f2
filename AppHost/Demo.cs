using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AethergenAI.AppHost;

/// <summary>
/// The demo workspace: real bird-strike reports taken through the whole pipeline, by the same requests a person's
/// browser sends.
/// What an earlier, interrupted attempt made is found and used.
/// </summary>
internal sealed class Demo(string url, SystemLog log) : IDisposable
{
    /// <summary>The most items that the API lists at once.</summary>
    private const int Page = 200;

    private const string ProjectName = "Bird strikes (demo)",
        FileName = "birdstrikes.csv",
        RunName = "How much does the copula keep?";

    private readonly HttpClient client = new(new HttpClientHandler { UseCookies = true })
    {
        BaseAddress = new Uri(url),
        Timeout = TimeSpan.FromMinutes(2),
    };

    private static JsonObject Recipe =>
        new()
        {
            ["version"] = 1,
            ["name"] = "birdstrikes-demo",
            ["question"] =
                "How much of the bird-strike reports' structure does a Gaussian copula keep "
                + "that independent columns lose?",
            ["data"] = new JsonObject { ["seed"] = FileName, ["target"] = "Effect Amount of damage" },
            ["factors"] = new JsonObject { ["generator"] = new JsonArray("independent", "copula") },
            ["repeats"] = 3,
        };

    public void Dispose() => client.Dispose();

    /// <summary>Makes the workspace, waits until its run is done and saves the run's evidence pack.</summary>
    /// <exception cref="RefusedException">A request or the run was refused.</exception>
    public async Task MakeAsync(string token, string data, string pack, CancellationToken ct)
    {
        log.Say("Making the demo workspace: 10,000 bird-strike reports through the whole pipeline.");
        await PostAsync("/api/sign-in/link", new JsonObject { ["token"] = token }, ct);
        string project = IdOf(
            await FindAsync("/api/projects", ProjectName, ct)
                ?? await PostAsync("/api/projects", new JsonObject { ["name"] = ProjectName }, ct)
        );
        JsonNode seed = await FindAsync($"/api/projects/{project}/seeds", FileName, ct)
            ?? await UploadAsync(project, data, ct);
        JsonNode run = await FindAsync($"/api/projects/{project}/runs", RunName, ct)
            ?? await StartAsync(project, seed, ct);
        await WaitAsync(IdOf(run), ct);
        await DownloadAsync($"/api/runs/{IdOf(run)}/pack", pack, ct);
    }

    private async Task<JsonNode> StartAsync(string project, JsonNode seed, CancellationToken ct)
    {
        JsonNode schema = await PostAsync(
            $"/api/projects/{project}/schemas",
            new JsonObject { ["name"] = "Bird strikes", ["document"] = seed["profile"]!["schema"]!.DeepClone() },
            ct
        );
        return await PostAsync(
            $"/api/projects/{project}/runs",
            new JsonObject
            {
                ["name"] = RunName,
                ["seedId"] = IdOf(seed),
                ["schemaId"] = IdOf(schema),
                ["recipe"] = Recipe,
            },
            ct
        );
    }

    private async Task WaitAsync(string run, CancellationToken ct)
    {
        string? stage = null;
        while (true)
        {
            JsonNode now = (await GetAsync($"/api/runs/{run}", ct))!;
            string status = (string)now["status"]!;
            if (status == "done")
            {
                return;
            }
            if (status is "refused" or "cancelled")
            {
                throw UpRefusals.DemoFailed((string?)now["problemMessage"] ?? $"its run was {status}.");
            }

            if ((string?)now["stage"] is { } reached && reached != stage && status == "running")
            {
                stage = reached;
                log.Say($"  {stage}…");
            }

            await Task.Delay(TimeSpan.FromSeconds(2), ct);
        }
    }

    private async Task<JsonNode> UploadAsync(string project, string data, CancellationToken ct)
    {
        await using FileStream file = File.OpenRead(data);
        using var content = new StreamContent(file);
        content.Headers.ContentType = new("application/octet-stream");
        using HttpResponseMessage answer = await client.PostAsync(
            new Uri($"/api/projects/{project}/seeds?name={FileName}", UriKind.Relative),
            content,
            ct
        );
        return await ReadAsync(answer, ct);
    }

    /// <summary>The file appears as a whole or not at all.</summary>
    private async Task DownloadAsync(string path, string file, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using HttpResponseMessage answer = await client.GetAsync(
            new Uri(path, UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead,
            ct
        );
        answer.EnsureSuccessStatusCode();
        await using (FileStream target = File.Create(file + ".new"))
        {
            await answer.Content.CopyToAsync(target, ct);
        }
        File.Move(file + ".new", file, overwrite: true);
    }

    private async Task<JsonNode?> FindAsync(string path, string name, CancellationToken ct)
    {
        for (int offset = 0; ; offset += Page)
        {
            JsonArray part = (await GetAsync($"{path}?offset={offset}&limit={Page}", ct))!.AsArray();
            JsonNode? found = part.FirstOrDefault(item => (string?)item!["name"] == name);
            if (found is not null || part.Count < Page)
            {
                return found;
            }
        }
    }

    private async Task<JsonNode?> GetAsync(string path, CancellationToken ct)
    {
        using HttpResponseMessage answer = await client.GetAsync(new Uri(path, UriKind.Relative), ct);
        return await ReadAsync(answer, ct);
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body, CancellationToken ct)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, ct);
        return await ReadAsync(answer, ct);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.IsSuccessStatusCode)
        {
            return (await answer.Content.ReadFromJsonAsync<JsonNode>(JsonSerializerOptions.Web, ct))!;
        }

        string text = await answer.Content.ReadAsStringAsync(ct);
        throw UpRefusals.DemoFailed(
            $"{answer.RequestMessage?.RequestUri?.AbsolutePath} answered {(int)answer.StatusCode}: {text}"
        );
    }

    private static string IdOf(JsonNode item) => (string)item["id"]!;
}
