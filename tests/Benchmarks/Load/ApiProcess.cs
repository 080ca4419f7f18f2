using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AethergenAI.Api.Seeding;
using AethergenAI.Data.Jobs;
using AethergenAI.Data.Postgres;
using AethergenAI.Data.Tests.Postgres;

namespace AethergenAI.Benchmarks.Load;

/// <summary>The built API as a process of its own on a PostgreSQL of its own, and its owner, signed in.</summary>
internal sealed partial class ApiProcess : IAsyncDisposable
{
    private const string LinkToken = "a-link-token-of-at-least-thirty-two-letters";

    private readonly string home = Directory.CreateTempSubdirectory("aethergen-load-").FullName;
    private readonly LocalPostgres postgres;
    private readonly Process process;

    private ApiProcess(LocalPostgres postgres)
    {
        this.postgres = postgres;
        process = Process.Start(
            new ProcessStartInfo("dotnet", ["exec", typeof(FileDialect).Assembly.Location])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardInput = true,
                WorkingDirectory = home,
                Environment =
                {
                    ["ConnectionStrings__aethergen"] = postgres.Database.App,
                    ["Blobs__Root"] = Path.Combine(home, "blobs"),
                    ["Keys__Root"] = Path.Combine(home, "keys"),
                    ["Owner__LinkToken"] = LinkToken,
                    ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                    ["AETHERGEN_PARENT"] = "benchmarks",
                },
            }
        )!;
        Http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Http { get; }

    /// <summary>The number of bytes that the process has written to its log.</summary>
    public long Logged { get; private set; }

    public static async Task<ApiProcess> StartAsync(CancellationToken ct)
    {
        var postgres = await LocalPostgres.StartTemporaryAsync(ct);
        await Migrations.ApplyAsync(postgres.Database.Owner, Migrations.All, ct);
        await JobStore.InstallAsync(postgres.Database.Owner, ct);
        var api = new ApiProcess(postgres);
        await api.SignInAsync(ct);
        return api;
    }

    /// <returns>The answer's JSON.</returns>
    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken ct)
    {
        using var answer = await Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Json.Options, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }

    /// <summary>How far the process's resident memory grows while the work goes on, in bytes.</summary>
    public async Task<long> GrowthAsync(Func<Task> work, CancellationToken ct)
    {
        string folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}");
        await File.WriteAllTextAsync(Path.Combine(folder, "clear_refs"), "5", ct);
        long before = await StatusAsync(folder, "VmRSS:", ct);
        await work();
        return await StatusAsync(folder, "VmHWM:", ct) - before;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        await postgres.DisposeAsync();
        Directory.Delete(home, recursive: true);
    }

    private static async Task<long> StatusAsync(string folder, string key, CancellationToken ct)
    {
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(folder, "status"), ct);
        string line = lines.First(line => line.StartsWith(key, StringComparison.Ordinal));
        return 1024 * long.Parse(Digits().Match(line).Value, CultureInfo.InvariantCulture);
    }

    private async Task SignInAsync(CancellationToken ct)
    {
        var address = new TaskCompletionSource<Uri>();
        process.OutputDataReceived += (_, line) =>
        {
            Logged += line.Data?.Length + 1 ?? 0;
            if (Listening().Match(line.Data ?? "") is { Success: true } found)
            {
                address.TrySetResult(new Uri(found.Value));
            }
        };
        process.BeginOutputReadLine();
        Http.BaseAddress = await address.Task.WaitAsync(TimeSpan.FromMinutes(1), ct);
        await PostAsync("/api/sign-in/link", new { token = LinkToken }, ct);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9][0-9]*", RegexOptions.None, 1000)]
    private static partial Regex Listening();

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
