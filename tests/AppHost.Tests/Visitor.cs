using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace AethergenAI.AppHost.Tests;

/// <summary>What a person does in the browser, by the same requests.</summary>
internal static class Visitor
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    internal static async Task<HttpClient> SignInAsync(Uri address, string token)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        await PostAsync(client, "/api/sign-in/link", new JsonObject { ["token"] = token });
        return client;
    }

    /// <summary>A project, a seed, its schema and a run of one trial.</summary>
    /// <returns>The run's address.</returns>
    internal static async Task<string> StartRunAsync(HttpClient client)
    {
        string project = IdOf(await PostAsync(client, "/api/projects", new JsonObject { ["name"] = "Patients" }));
        using var csv = new ByteArrayContent(Patients(400));
        csv.Headers.ContentType = new("application/octet-stream");
        using HttpResponseMessage uploaded = await client.PostAsync(
            new Uri($"/api/projects/{project}/seeds?name=patients.csv", UriKind.Relative),
            csv
        );
        JsonNode seed = await ReadAsync(uploaded);
        var document = new JsonObject { ["name"] = "Patients", ["document"] = seed["profile"]!["schema"]!.DeepClone() };
        JsonNode schema = await PostAsync(client, $"/api/projects/{project}/schemas", document);
        var run = new JsonObject
        {
            ["name"] = "One trial",
            ["seedId"] = IdOf(seed),
            ["schemaId"] = IdOf(schema),
            ["recipe"] = new JsonObject
            {
                ["version"] = 1,
                ["name"] = "one-trial",
                ["question"] = "Does the whole system work?",
                ["data"] = new JsonObject { ["seed"] = "patients.csv", ["target"] = "outcome" },
                ["base"] = new JsonObject { ["generator"] = "independent" },
                ["repeats"] = 1,
            },
        };
        return $"/api/runs/{IdOf(await PostAsync(client, $"/api/projects/{project}/runs", run))}";
    }

    /// <returns>How the run ended, or what it says of itself where it has not when the token is cancelled.</returns>
    internal static async Task<string> EndOfAsync(HttpClient client, string run, CancellationToken ct)
    {
        while (true)
        {
            JsonNode now = await GetAsync(client, run);
            string status = (string)now["status"]!;
            if (status is "done" or "refused" or "cancelled")
            {
                return status == "done" ? status : $"{status}: {now["problemMessage"]}";
            }
            if (ct.IsCancellationRequested)
            {
                return now.ToJsonString();
            }

            await Task.Delay(Look, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal static async Task<JsonNode> GetAsync(HttpClient client, string path)
    {
        using HttpResponseMessage answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(answer);
    }

    internal static async Task<JsonNode> PostAsync(HttpClient client, string path, JsonObject body)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        return await ReadAsync(answer);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.RequestUri}: {text}");
        return JsonNode.Parse(text.Length == 0 ? "{}" : text)!;
    }

    internal static byte[] Patients(int rows)
    {
        var random = new Random(7);
        var csv = new StringBuilder("age,ward,outcome\n");
        string[] wards = ["cardiology", "oncology", "surgery"];
        for (int row = 0; row < rows; row++)
        {
            int age = random.Next(18, 95);
            string outcome = age / 100.0 + random.NextDouble() > 1 ? "better" : "same";
            csv.Append(string.Join(',', $"{age}", wards[random.Next(wards.Length)], outcome)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static string IdOf(JsonNode item) => (string)item["id"]!;
}
