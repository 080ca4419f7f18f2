using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;

namespace AethergenAI.Api.Tests.Seeding;

public sealed class SeedTests(ApiFixture api)
{
    [Fact]
    public async Task A_seed_is_profiled_and_kept()
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "Ageing" })).Id();
        var seed = await person.UploadAsync(project, Samples.Csv);
        Assert.Equal(60, seed.GetProperty("rows").GetInt32());
        Assert.Equal(Encoding.UTF8.GetByteCount(Samples.Csv), seed.GetProperty("bytes").GetInt64());
        Assert.Equal(
            ["integer", "categorical"],
            Columns(seed).Select(column => column.GetProperty("kind").GetString())
        );
        Assert.Equal(seed.GetRawText(), (await person.GetAsync($"/api/seeds/{seed.Id()}")).GetRawText());
        Assert.Equal(1, (await person.GetAsync($"/api/projects/{project}/seeds")).GetArrayLength());
        string sha256 = seed.GetProperty("sha256").GetString()!;
        Assert.True(await api.Blobs.HasAsync(person.Tenant, sha256, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "csv.ragged-row", "3")]
    [InlineData("a,a\n1,2\n", "csv.duplicate-header", "a")]
    [InlineData("a,b\n1,\"2\n", "csv.unclosed-quote", "2")]
    [InlineData("", "csv.empty", "")]
    public async Task A_malformed_file_is_refused_by_name_and_nothing_is_kept(string csv, string code, string place)
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "Ageing" })).Id();
        var problem = await person.RefusedAsync(
            who =>
                who.Http.PostAsync(
                    new Uri($"/api/projects/{project}/seeds?name=bad.csv", UriKind.Relative),
                    new StringContent(csv)
                ),
            HttpStatusCode.BadRequest,
            code
        );
        Assert.Contains(place, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await person.GetAsync($"/api/projects/{project}/seeds")).GetArrayLength());
        string kept = Path.Combine(api.BlobFolder, person.Tenant.ToString());
        Assert.True(!Directory.Exists(kept) || !Directory.EnumerateFiles(kept, "*", SearchOption.AllDirectories).Any());
    }

    [Theory]
    [InlineData("", "csv.no-header")]
    [InlineData("&names=a", "csv.names")]
    [InlineData("&encoding=klingon", "csv.encoding-name")]
    [InlineData("&delimiter=ab", "csv.delimiter")]
    [InlineData("&header=perhaps", "request.invalid")]
    public async Task A_file_without_a_header_is_refused_until_that_is_said(string dialect, string code)
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "Ageing" })).Id();
        await person.RefusedAsync(
            who => UploadAsync(who, project, dialect, "39,Private\n50,Private\n38,State\n28,Private\n"),
            HttpStatusCode.BadRequest,
            code
        );
    }

    [Fact]
    public async Task How_a_file_is_written_can_be_said_at_upload_and_stands_in_its_schema()
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "Ageing" })).Id();
        const string dialect = "&names=age&names=work&delimiter=%3B&encoding=windows-1251&missing=&decimalComma=true";
        using var answer = await UploadAsync(person, project, dialect, "39;NA\n50;Private\n38,5;State\n28;Private\n");
        answer.EnsureSuccessStatusCode();
        var seed = JsonDocument
            .Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement;

        Assert.Equal(4, seed.GetProperty("rows").GetInt32());
        Assert.Equal(["age", "work"], Columns(seed).Select(column => column.GetProperty("name").GetString()));
        var schema = seed.GetProperty("profile").GetProperty("schema");
        var format = schema.GetProperty("format");
        Assert.Equal(";", format.GetProperty("delimiter").GetString());
        Assert.Equal(2, format.GetProperty("names").GetArrayLength());
        Assert.True(format.GetProperty("decimalComma").GetBoolean());

        var findings = await person.PostAsync($"/api/seeds/{seed.Id()}/check", new { schema });
        Assert.Equal(0, findings.GetProperty("violations").GetInt32());
        Assert.Contains(
            "rows.csv: Line 1 was read as a row",
            findings.GetProperty("notes")[0].GetString(),
            StringComparison.Ordinal
        );
    }

    private static Task<HttpResponseMessage> UploadAsync(Person who, string project, string dialect, string text) =>
        who.Http.PostAsync(
            new Uri($"/api/projects/{project}/seeds?name=rows.csv{dialect}", UriKind.Relative),
            new StringContent(text)
        );

    [Fact]
    public async Task A_seed_needs_a_name()
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "Ageing" })).Id();
        var problem = await person.RefusedAsync(
            who =>
                who.Http.PostAsync(
                    new Uri($"/api/projects/{project}/seeds", UriKind.Relative),
                    new StringContent(Samples.Csv)
                ),
            HttpStatusCode.BadRequest,
            "request.invalid"
        );
        Assert.Equal("The address lacks 'name'. Add it.", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_over_the_limit_is_refused_whether_or_not_it_says_its_length(bool saysLength)
    {
        await using var app = api.Start(new() { ["Uploads:LargestSeed"] = "1000000" });
        using var person = new Person(app.ClientOptions.BaseAddress);
        await person.PostAsync("/api/sign-in/link", new { token = ApiFixture.LinkToken });
        string project = (await person.PostAsync("/api/projects", new { name = "Large" })).Id();
        await person.RefusedAsync(
            who =>
                who.Http.PostAsync(
                    new Uri($"/api/projects/{project}/seeds?name=large.csv", UriKind.Relative),
                    new GeneratedCsv(1_100_000) { SaysLength = saysLength }
                ),
            HttpStatusCode.RequestEntityTooLarge,
            "request.too-large"
        );
        await person.UploadAsync(project, Samples.Csv);
    }

    [Fact]
    public async Task A_large_upload_does_not_grow_memory_with_it()
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "Large" })).Id();
        await person.UploadAsync(project, Samples.Csv);
        using var peak = new MemoryPeak();
        var seed = await person.UploadAsync(project, new GeneratedCsv(120_000_000), "large.csv");
        Assert.True(seed.GetProperty("bytes").GetInt64() >= 120_000_000);
        // The whole process, this client included. 300 MB is the promise for a file of any size;
        // a buffered body alone would add 120.
        Assert.True(peak.Growth < 300_000_000, $"grew by {peak.Growth / 1_000_000} MB");
    }

    [Fact]
    public async Task What_breaks_a_schema_is_found_with_row_and_column()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        var schema = new
        {
            name = "people",
            columns = new object[]
            {
                new
                {
                    kind = "integer",
                    name = "age",
                    min = 30,
                    max = 120,
                },
                new
                {
                    kind = "categorical",
                    name = "town",
                    levels = new[] { "Leeds", "York" },
                },
            },
        };
        var findings = await person.PostAsync($"/api/seeds/{work.Seed}/check", new { schema });
        Assert.Equal(10, findings.GetProperty("violations").GetInt64());
        var rule = findings.GetProperty("rules")[0];
        Assert.Equal("age", rule.GetProperty("columns")[0].GetString());
        Assert.Equal(1, rule.GetProperty("examples")[0].GetProperty("row").GetInt32());
    }

    private static IEnumerable<JsonElement> Columns(JsonElement seed) =>
        seed.GetProperty("profile").GetProperty("schema").GetProperty("columns").EnumerateArray();

    /// <summary>A CSV of at least so many bytes, made while it is sent.</summary>
    private sealed class GeneratedCsv(long bytes) : HttpContent
    {
        private static readonly byte[] Lines = Encoding.UTF8.GetBytes(
            string.Concat(
                Enumerable
                    .Range(0, 2000)
                    .Select(i => $"{i % 97},{i % 7}.{i % 100:D2},town {i % 50},2024-01-{1 + (i % 28):D2}\n")
            )
        );
        private static readonly byte[] Header = "age,score,town,seen\n"u8.ToArray();

        public bool SaysLength { get; init; }

        private long Blocks => (bytes / Lines.Length) + 1;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Header);
            for (long i = 0; i < Blocks; i++)
            {
                await stream.WriteAsync(Lines);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Header.Length + (Blocks * Lines.Length);
            return SaysLength;
        }
    }

    /// <summary>
    /// How much this process's resident memory has grown at most since this was made, looked at twenty times a second.
    /// </summary>
    private sealed class MemoryPeak : IDisposable
    {
        private readonly long before = Resident();
        private readonly Timer timer;
        private long peak;

        public MemoryPeak() =>
            timer = new Timer(
                _ => peak = Math.Max(peak, Resident()),
                null,
                TimeSpan.Zero,
                TimeSpan.FromMilliseconds(50)
            );

        public long Growth => peak - before;

        public void Dispose() => timer.Dispose();

        private static long Resident()
        {
            using var process = Process.GetCurrentProcess();
            return process.WorkingSet64;
        }
    }
}
