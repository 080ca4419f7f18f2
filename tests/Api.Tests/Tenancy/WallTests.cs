using System.Net;
using System.Net.Http.Json;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.Api.Tests.Tenancy;

/// <summary>
/// Every route, found in the running application: a new one is held to the same rules without a word here.
/// </summary>
public sealed class WallTests(ApiFixture api)
{
    private static readonly string[] ForReviewers =
    [
        "GetMe",
        "SetPassword",
        "ListSessions",
        "EndSession",
        "EndOtherSessions",
        "ListPasskeys",
        "GetPasskeyCreationOptions",
        "AddPasskey",
        "RenamePasskey",
        "RemovePasskey",
        "GetSignInWays",
        "SetUpTwoFactor",
        "TurnOnTwoFactor",
        "TurnOffTwoFactor",
        "RenewRecoveryCodes",
        "GetReport",
        "DownloadPack",
        "ListSigningKeys",
        "VerifyPack",
    ];

    /// <summary>What a measure means is the same for everyone; a reviewer reads a pack without an account.</summary>
    private static readonly string[] ForAnyone =
    [
        "SignIn",
        "SignInWithLink",
        "SignInWithCode",
        "SignInWithRecoveryCode",
        "GetPasskeyRequestOptions",
        "SignInWithPasskey",
        "SignOut",
        "SignOutEverywhere",
        "ListMeasures",
    ];

    private IEnumerable<(string Name, string Method, string Path)> Routes =>
        from endpoint in api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
        where name is not null && endpoint.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal)
        select (
            name,
            endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0],
            endpoint.RoutePattern.RawText!
        );

    [Fact]
    public async Task Another_tenant_s_ids_are_not_found_on_any_route()
    {
        using var first = await api.SignInAsync();
        using var second = await api.SignInAsync();
        var work = await first.WorkAsync();
        var own = await second.WorkAsync();
        var routes = Routes.Where(route => route.Path.Contains("{id}", StringComparison.Ordinal)).ToList();
        Assert.True(routes.Count >= 14);
        foreach (var (name, method, path) in routes)
        {
            using var answer = await SendAsync(second, name, method, Filled(path, work), own);
            Assert.True(
                answer.StatusCode == HttpStatusCode.NotFound,
                $"{name}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
            );
        }
    }

    [Fact]
    public async Task A_run_cannot_take_another_tenant_s_seed_or_schema()
    {
        using var first = await api.SignInAsync();
        using var second = await api.SignInAsync();
        var work = await first.WorkAsync();
        var own = await second.WorkAsync();
        await second.PostRefusedAsync(
            $"/api/projects/{own.Project}/runs",
            Samples.NewRun(work.Seed, own.Schema),
            HttpStatusCode.NotFound,
            "not-found"
        );
        await second.PostRefusedAsync(
            $"/api/projects/{own.Project}/runs",
            Samples.NewRun(own.Seed, work.Schema),
            HttpStatusCode.NotFound,
            "not-found"
        );
    }

    [Fact]
    public async Task A_reviewer_sees_evidence_and_nothing_else()
    {
        using var owner = await api.SignInAsync();
        using var reviewer = await api.SignInAsync(Role.Reviewer, owner.Tenant);
        var work = await owner.WorkAsync();
        foreach (var (name, method, path) in Routes.Where(route => !ForAnyone.Contains(route.Name)))
        {
            using var answer = await SendAsync(reviewer, name, method, Filled(path, work), work);
            Assert.True(
                answer.StatusCode == HttpStatusCode.Forbidden != ForReviewers.Contains(name),
                $"{name}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
            );
        }
    }

    [Fact]
    public async Task Nobody_is_let_in_anywhere_but_to_sign_in_and_to_what_measures_mean()
    {
        using var nobody = new Person(api.Address);
        var nothing = new Work(
            Guid.Empty.ToString(),
            Guid.Empty.ToString(),
            Guid.Empty.ToString(),
            Guid.Empty.ToString()
        );
        foreach (var (name, method, path) in Routes.Where(route => !ForAnyone.Contains(route.Name)))
        {
            using var answer = await SendAsync(nobody, name, method, Filled(path, nothing), nothing);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{name}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task An_analyst_runs_and_an_engineer_shapes_data()
    {
        using var owner = await api.SignInAsync();
        using var analyst = await api.SignInAsync(Role.Analyst, owner.Tenant);
        using var engineer = await api.SignInAsync(Role.Engineer, owner.Tenant);
        var work = await owner.WorkAsync();
        await analyst.PostAsync($"/api/projects/{work.Project}/runs", Samples.NewRun(work.Seed, work.Schema));
        await analyst.PostRefusedAsync("/api/projects", new { name = "mine" }, HttpStatusCode.Forbidden, "forbidden");
        await engineer.UploadAsync(work.Project, Samples.Csv);
    }

    private static string Filled(string path, Work work) =>
        path.Replace(
                "{id}",
                path.Split('/')[2] switch
                {
                    "projects" => work.Project,
                    "seeds" => work.Seed,
                    "schemas" => work.Schema,
                    _ => work.Run,
                },
                StringComparison.Ordinal
            )
            .Replace("{**name}", "summary.json", StringComparison.Ordinal)
            .Replace("{other}", work.Run, StringComparison.Ordinal)
            .Replace("{trial}", "c01-r1", StringComparison.Ordinal)
            .TrimEnd('/');

    /// <summary>A request that is right in all but whose it is.</summary>
    private static async Task<HttpResponseMessage> SendAsync(
        Person person,
        string name,
        string method,
        string path,
        Work own
    )
    {
        var recipe = new { name = "r", data = new { seed = "seed.csv" } };
        var schema = new { name = "s", columns = new[] { new { kind = "integer", name = "age" } } };
        object? body = name switch
        {
            "CreateProject" => new { name = "mine" },
            "SaveSchema" => new { document = schema },
            "CheckSeed" => new { schema },
            "StartRun" => Samples.NewRun(own.Seed, own.Schema),
            "PlanRecipe" => new { seedId = own.Seed, recipe },
            "SaveRecipe" => new { document = recipe },
            "ForkRecipe" => new { projectId = own.Project, name = "fork" },
            "SetBudget" => new { epsilon = 1, delta = 1e-6 },
            "SayWhosePeople" => new { same = false },
            "RenamePasskey" => new { name = "mine" },
            "SetPassword" => new { current = "correct horse battery", password = "correct horse battery" },
            _ => null,
        };
        using var request = new HttpRequestMessage(
            HttpMethod.Parse(method),
            name == "UploadSeed" ? path + "?name=a.csv" : path
        );
        var json = body is null ? null : JsonContent.Create(body);
        request.Content = name is "UploadSeed" or "VerifyPack" ? new StringContent(Samples.Csv) : json;
        if (request.Content is not null && name == "VerifyPack")
        {
            request.Content.Headers.ContentType = new("application/zip");
        }
        return await person.Http.SendAsync(request);
    }
}
