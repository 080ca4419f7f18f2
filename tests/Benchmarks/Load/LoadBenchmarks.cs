using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace AethergenAI.Benchmarks.Load;

/// <summary>
/// How long people wait for the API at 200 requests each second, one in five of them a write, and what an upload costs
/// it. The client, the API and PostgreSQL share this machine, so the times depend on what else it does.
/// </summary>
internal static class LoadBenchmarks
{
    private const int PerSecond = 200,
        WarmUpSeconds = 5,
        Seconds = 20,
        WriteEvery = 5;

    private const long UploadBytes = 500L << 20;
    private const long MaxLogLine = 4096;

    private static readonly Lazy<Task<Measured>> Load = new(() => MeasureAsync(CancellationToken.None));

    public static IEnumerable<Benchmark> All =>
        [
            new("load/reads-p95", "ms", async _ => (await Load.Value).Reads) { AtMost = 50 },
            new("load/writes-p95", "ms", async _ => (await Load.Value).Writes) { AtMost = 100 },
            new("load/failed", "requests", async _ => (await Load.Value).Failed) { AtMost = 0 },
            new("load/log", "bytes/request", async _ => (await Load.Value).Logged) { AtMost = MaxLogLine },
            new("memory/upload-of-500-MiB", "MiB", UploadAsync) { AtMost = 300 },
        ];

    /// <param name="Reads">The 95th percentile from when a request was due until its answer, in ms.</param>
    /// <param name="Writes">Likewise.</param>
    /// <param name="Failed">Answers that are no success.</param>
    /// <param name="Logged">Bytes of log for each request.</param>
    private sealed record Measured(double Reads, double Writes, double Failed, double Logged);

    private static async Task<Measured> MeasureAsync(CancellationToken ct)
    {
        await using var api = await ApiProcess.StartAsync(ct);
        string project = (await api.PostAsync("/api/projects", new { name = "load" }, ct))
            .GetProperty("id")
            .GetString()!;
        await UploadAsync(api, project, new ByteArrayContent("a,b\n1,x\n2,y\n"u8.ToArray()), ct);
        var work = new Requests(api, project);
        await work.SendAsync(WarmUpSeconds * PerSecond, ct);
        long logged = api.Logged;
        work.Forget();
        await work.SendAsync(Seconds * PerSecond, ct);
        return new Measured(
            Percentile95(work.Reads),
            Percentile95(work.Writes),
            work.Failed,
            (api.Logged - logged) / (double)(Seconds * PerSecond)
        );
    }

    private static async Task<double> UploadAsync(CancellationToken ct)
    {
        await using var api = await ApiProcess.StartAsync(ct);
        string project = (await api.PostAsync("/api/projects", new { name = "load" }, ct))
            .GetProperty("id")
            .GetString()!;
        await UploadAsync(api, project, new ByteArrayContent("a,b\n1,x\n2,y\n"u8.ToArray()), ct);
        long growth = await api.GrowthAsync(() => UploadAsync(api, project, new ManyRows(UploadBytes), ct), ct);
        return growth / (double)(1 << 20);
    }

    private static async Task UploadAsync(ApiProcess api, string project, HttpContent rows, CancellationToken ct)
    {
        var address = new Uri($"/api/projects/{project}/seeds?name=rows.csv", UriKind.Relative);
        using var answer = await api.Http.PostAsync(address, rows, ct);
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(ct));
        }
    }

    private static double Percentile95(IEnumerable<double> times)
    {
        double[] sorted = [.. times.Order()];
        return sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1];
    }

    /// <summary>Sends each request when it is due, whether earlier ones were answered or not.</summary>
    private sealed class Requests(ApiProcess api, string project)
    {
        private readonly string[] pages =
        [
            "/api/me",
            "/api/projects",
            $"/api/projects/{project}/runs",
            $"/api/projects/{project}/seeds",
            $"/api/projects/{project}/recipes",
        ];

        private int failed;

        public ConcurrentBag<double> Reads { get; } = [];

        public ConcurrentBag<double> Writes { get; } = [];

        public int Failed => failed;

        public void Forget()
        {
            Reads.Clear();
            Writes.Clear();
            failed = 0;
        }

        public async Task SendAsync(int count, CancellationToken ct)
        {
            long begin = Stopwatch.GetTimestamp();
            var sent = new List<Task>();
            for (int i = 0; i < count; i++)
            {
                var due = TimeSpan.FromSeconds((double)i / PerSecond);
                TimeSpan left = due - Stopwatch.GetElapsedTime(begin);
                if (left > TimeSpan.Zero)
                {
                    await Task.Delay(left, ct);
                }
                sent.Add(OneAsync(i, begin, due, ct));
            }

            await Task.WhenAll(sent);
        }

        private async Task OneAsync(int number, long begin, TimeSpan due, CancellationToken ct)
        {
            bool writes = number % WriteEvery == 0;
            using HttpRequestMessage request = writes ? Write(number) : Read(number);
            using var answer = await api.Http.SendAsync(request, ct);
            double took = (Stopwatch.GetElapsedTime(begin) - due).TotalMilliseconds;
            (writes ? Writes : Reads).Add(took);
            if (!answer.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref failed);
            }
        }

        private HttpRequestMessage Read(int number) =>
            new(HttpMethod.Get, new Uri(pages[number % pages.Length], UriKind.Relative));

        private HttpRequestMessage Write(int number)
        {
            string maximum = number.ToString(CultureInfo.InvariantCulture);
            string json = JsonSerializer.Serialize(new { name = $"s{number % 50}" });
            string body =
                json[..^1]
                + ""","document":{"name":"x","columns":[{"kind":"integer","name":"a","min":0,"max":"""
                + maximum
                + "}]}}";
            return new HttpRequestMessage(
                HttpMethod.Post,
                new Uri($"/api/projects/{project}/schemas", UriKind.Relative)
            )
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
        }
    }

    /// <summary>A table of so many bytes, which is made while it is sent.</summary>
    private sealed class ManyRows(long bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            byte[] rows = Encoding.UTF8.GetBytes(
                string.Concat(
                    Enumerable.Range(0, 4000).Select(i => $"{i},{i % 7},name {i},2024-01-{1 + (i % 28):00}\n")
                )
            );
            await stream.WriteAsync("id,group,label,day\n"u8.ToArray());
            for (long sent = 0; sent < bytes; sent += rows.Length)
            {
                await stream.WriteAsync(rows);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
