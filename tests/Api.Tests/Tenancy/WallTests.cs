using System.Net;
using System.Net.Http.Json;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.Api.Tests.Tenancy;

/// <summary>
/// Every route, found in the running application: a new one is held to the same rules without a word here.
/// </summary>
public sealed class WallTests(ApiFixture api)
{
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
        var routes = Routes
            .Where(route =>
                route.Path.Contains("{id}", StringComparison.Ordinal)
                || route.Path.Contains("{account", StringComparison.Ordinal)
                || route.Path.Contains("{tenant}", StringComparison.Ordinal)
            )
            .ToList();
        Assert.True(routes.Count >= 17);
        foreach (var (name, method, path) in routes)
        {
            using var answer = await SendAsync(second, name, method, Filled(path, work, first), own);
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

    /// <summary>Each request by a person of its own: some of them end the person's session or membership.</summary>
    [Theory]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Engineer)]
    [InlineData(Role.Owner)]
    public async Task Every_route_lets_in_its_role_and_higher_ones(Role role)
    {
        using var owner = await api.SignInAsync();
        var work = await owner.WorkAsync();
        List<string> wrong = [];
        foreach (var (name, method, path) in Routes)
        {
            using var person = await api.SignInAsync(role, owner.Tenant);
            using var answer = await SendAsync(person, name, method, Filled(path, work, owner), work);
            bool denied = answer.StatusCode == HttpStatusCode.Forbidden;
            bool known = answer.StatusCode != HttpStatusCode.Unauthorized || RouteRoles.ForAnyone.Contains(name);
            if (denied != RouteRoles.Needed(name) > role || !known)
            {
                wrong.Add($"{name}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Nobody_is_let_in_anywhere_but_to_sign_in_and_to_what_measures_mean()
    {
        using var owner = await api.SignInAsync();
        var work = await owner.WorkAsync();
        using var removed = await api.SignInAsync(Role.Owner, owner.Tenant);
        await using (var db = api.Tenants.OpenFor(owner.Tenant))
        {
            await db.Members.Where(member => member.Email == removed.Email).ExecuteDeleteAsync();
        }

        using var nobody = new Person(api.Address);
        foreach (var (name, method, path) in Routes.Where(route => !RouteRoles.ForAnyone.Contains(route.Name)))
        {
            foreach (var person in new[] { nobody, removed })
            {
                using var answer = await SendAsync(person, name, method, Filled(path, work, owner), work);
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{name}: {answer.StatusCode}");
            }
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
        var refused = await analyst.PostRefusedAsync(
            "/api/projects",
            new { name = "mine" },
            HttpStatusCode.Forbidden,
            "forbidden"
        );
        Assert.Equal("engineer", refused.GetProperty("role").GetString());
        await engineer.UploadAsync(work.Project, Samples.Csv);
    }

    private static string Filled(string path, Work work, Person owner) =>
        path.Replace("{account:guid}", owner.Account.ToString(), StringComparison.Ordinal)
            .Replace("{tenant}", owner.Tenant.ToString(), StringComparison.Ordinal)
            .Replace(
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
            "CreateOrganisation" or "RenameOrganisation" or "EndOrganisation" => new { name = "A tenant" },
            "SetRole" => new { role = "engineer" },
            "TransferOwnership" => new { account = Guid.CreateVersion7() },
            "MakeKey" or "MakeProgram" => new { name = "nightly", role = "analyst" },
            "Invite" => new { email = "guest@example.org", role = "reviewer" },
            "LookAtInvitation" or "AcceptInvitation" => new { token = "none" },
            "SetPrices" => null,
            "ChangeSignInAuthority" => new
            {
                clientId = "c",
                domain = "d.example",
                defaultRole = "analyst",
            },
            "WatchForDrift" => new { every = "day" },
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
