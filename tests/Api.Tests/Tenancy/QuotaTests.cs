using System.Net;
using System.Text;
using System.Text.Json;

namespace AethergenAI.Api.Tests.Tenancy;

public sealed class QuotaTests(ApiFixture api)
{
    private static readonly string Other = Samples.Csv.Replace("Leeds", "Derby", StringComparison.Ordinal);

    [Fact]
    public async Task One_seed_more_than_allowed_is_refused_and_nothing_is_stored()
    {
        await using var app = api.Start(new() { ["Quotas:Seeds"] = "2" });
        using var person = await SignInAsync(app);
        string project = await ProjectAsync(person);
        await person.UploadAsync(project, Samples.Csv);
        await person.UploadAsync(project, Other);

        var problem = await UploadRefusedAsync(person, project, "a,b\n1,2\n3,4\n", "quota.seeds");

        Assert.Contains("has 2 seeds, and the limit is 2", problem.GetProperty("detail").GetString());
        Assert.Equal((2, 2), Use(await person.GetAsync("/api/usage"), "seeds"));
    }

    [Fact]
    public async Task Uploads_at_the_same_moment_do_not_pass_the_quota_together()
    {
        await using var app = api.Start(new() { ["Quotas:Seeds"] = "3" });
        using var person = await SignInAsync(app);
        string project = await ProjectAsync(person);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => SendAsync(person, project, $"{Samples.Csv}{90 + i},York\n"))
        );

        Assert.Equal(3, answers.Count(status => status == HttpStatusCode.Created));
        Assert.Equal((3, 3), Use(await person.GetAsync("/api/usage"), "seeds"));
    }

    [Fact]
    public async Task Bytes_beyond_the_quota_are_refused_and_the_same_bytes_again_are_not()
    {
        int size = Encoding.UTF8.GetByteCount(Samples.Csv);
        await using var app = api.Start(new() { ["Quotas:StoredBytes"] = $"{size + 100}" });
        using var person = await SignInAsync(app);
        string project = await ProjectAsync(person);
        await person.UploadAsync(project, Samples.Csv);

        var problem = await UploadRefusedAsync(person, project, Other, "quota.stored-bytes");
        await person.UploadAsync(project, Samples.Csv);

        Assert.Contains($"this needs {size} bytes more", problem.GetProperty("detail").GetString());
        Assert.Equal((size, size + 100), Use(await person.GetAsync("/api/usage"), "storedBytes"));
    }

    [Fact]
    public async Task An_organisation_whose_room_is_used_up_starts_no_run()
    {
        int size = Encoding.UTF8.GetByteCount(Samples.Csv);
        await using var app = api.Start(new() { ["Quotas:StoredBytes"] = $"{size}" });
        using var person = await SignInAsync(app);
        var (project, seed, schema) = await SourceAsync(person);

        await person.PostRefusedAsync(
            $"/api/projects/{project}/runs",
            Samples.NewRun(seed, schema),
            HttpStatusCode.Conflict,
            "quota.stored-bytes"
        );
    }

    [Fact]
    public async Task Trials_that_wait_count_until_their_run_is_cancelled()
    {
        await using var app = api.Start(new() { ["Quotas:OpenTrials"] = "1" });
        using var person = await SignInAsync(app);
        var (project, seed, schema) = await SourceAsync(person);
        string runs = $"/api/projects/{project}/runs";
        var first = await person.PostAsync(runs, Samples.NewRun(seed, schema));
        Assert.Equal((1, 1), Use(await person.GetAsync("/api/usage"), "openTrials"));

        var problem = await person.PostRefusedAsync(
            runs,
            Samples.NewRun(seed, schema),
            HttpStatusCode.Conflict,
            "quota.open-trials"
        );
        await person.PostAsync($"/api/runs/{first.Id()}/cancel");
        await person.PostAsync(runs, Samples.NewRun(seed, schema));

        Assert.Contains("this run would add 1; the limit is 1.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task One_organisation_s_use_is_not_another_s()
    {
        await using var app = api.Start(new() { ["Quotas:Seeds"] = "1" });
        using var first = await SignInAsync(app);
        await first.UploadAsync(await ProjectAsync(first), Samples.Csv);
        using var second = await SignInAsync(app);
        Assert.Equal((0, 1), Use(await second.GetAsync("/api/usage"), "seeds"));
        await second.UploadAsync(await ProjectAsync(second), Samples.Csv);
    }

    private async Task<Person> SignInAsync(ApiFixture.App app)
    {
        using var owner = await api.SignInAsync();
        var person = new Person(app.ClientOptions.BaseAddress, owner.Tenant, owner.Email);
        await person.PostAsync("/api/sign-in", new { email = owner.Email, password = ApiFixture.Password });
        return person;
    }

    private static async Task<string> ProjectAsync(Person person) =>
        (await person.PostAsync("/api/projects", new { name = "Shared" })).Id();

    private static async Task<(string Project, string Seed, string Schema)> SourceAsync(Person person)
    {
        string project = await ProjectAsync(person);
        var seed = await person.UploadAsync(project, Samples.Csv);
        var document = seed.GetProperty("profile").GetProperty("schema");
        var schema = await person.PostAsync($"/api/projects/{project}/schemas", new { name = "people", document });
        return (project, seed.Id(), schema.Id());
    }

    private static async Task<HttpStatusCode> SendAsync(Person person, string project, string csv)
    {
        using var answer = await person.Http.PostAsync(Address(project), new StringContent(csv, Encoding.UTF8));
        return answer.StatusCode;
    }

    private static Task<JsonElement> UploadRefusedAsync(Person person, string project, string csv, string code) =>
        person.RefusedAsync(
            asked => asked.Http.PostAsync(Address(project), new StringContent(csv, Encoding.UTF8)),
            HttpStatusCode.Conflict,
            code
        );

    private static Uri Address(string project) => new($"/api/projects/{project}/seeds?name=rows.csv", UriKind.Relative);

    private static (long Used, long Allowed) Use(JsonElement usage, string name) =>
        (
            usage.GetProperty(name).GetProperty("used").GetInt64(),
            usage.GetProperty(name).GetProperty("allowed").GetInt64()
        );
}
