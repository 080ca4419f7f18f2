using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AethergenAI.Tenancy;

namespace AethergenAI.Api.Tests.Authority;

/// <summary>Programs and the command line get tokens, and what should end them does.</summary>
public sealed class AuthorityTests(ApiFixture api)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    private readonly AuthorityCalls calls = new(api.Address, TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_program_works_with_its_secret_until_it_is_ended()
    {
        using var owner = await api.SignInAsync();
        var made = await owner.PostAsync("/api/programs", new { name = "nightly", role = "engineer" });
        var answer = await calls.TokenAsync(AuthorityCalls.Credentials(made));
        using var program = calls.WithToken(answer);
        var work = await program.WorkAsync();
        Assert.Equal(work.Project, (await owner.GetAsync("/api/projects"))[0].Id());
        await program.GetRefusedAsync("/api/members/leave", HttpStatusCode.MethodNotAllowed, "request.method");
        await program.GetRefusedAsync("/api/keys", HttpStatusCode.Forbidden, "forbidden");

        await owner.PostAsync($"/api/programs/{made.GetProperty("program").Id()}/end");
        await program.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
        Assert.Equal("invalid_client", await calls.RefusedAsync(AuthorityCalls.Credentials(made)));
    }

    [Fact]
    public async Task A_wrong_secret_gets_no_token()
    {
        using var owner = await api.SignInAsync();
        var made = await owner.PostAsync("/api/programs", new { name = "nightly", role = "analyst" });
        var wrong = AuthorityCalls.Credentials(made);
        wrong["client_secret"] = new string('a', 64);
        Assert.Equal("invalid_client", await calls.RefusedAsync(wrong));
    }

    [Fact]
    public async Task The_command_line_gets_a_token_by_a_code_that_the_person_allowed()
    {
        using var person = await api.SignInAsync(Role.Engineer);
        string verifier = AuthorityCalls.Verifier();
        string code = await calls.CodeAsync(person, verifier);
        var answer = await calls.TokenAsync(AuthorityCalls.Exchange(code, verifier));
        using var cli = calls.WithToken(answer);
        await cli.PostAsync("/api/projects", new { name = "mine" });
        Assert.Equal("engineer", (await cli.GetAsync("/api/organisation")).GetProperty("role").GetString());

        // Used a second time, a code ends what it gave before: somebody else may have it.
        Assert.Equal("invalid_grant", await calls.RefusedAsync(AuthorityCalls.Exchange(code, verifier)));
        await cli.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
    }

    [Fact]
    public async Task Without_the_verifier_a_code_is_worth_nothing()
    {
        using var person = await api.SignInAsync();
        string code = await calls.CodeAsync(person, AuthorityCalls.Verifier());
        Assert.Equal(
            "invalid_grant",
            await calls.RefusedAsync(AuthorityCalls.Exchange(code, AuthorityCalls.Verifier()))
        );
    }

    [Fact]
    public async Task A_link_alone_gives_no_code_the_page_asks_first()
    {
        using var person = await api.SignInAsync();
        using var asked = await calls.SendAsync(
            person,
            HttpMethod.Get,
            "/connect/authorize?" + AuthorityCalls.Query(AuthorityCalls.Ask(AuthorityCalls.Verifier()))
        );
        Assert.StartsWith("/allow?client_id=", asked.Headers.Location!.ToString(), StringComparison.Ordinal);

        var refused = AuthorityCalls.Ask(AuthorityCalls.Verifier());
        refused["decision"] = "deny";
        using var answer = await calls.SendAsync(person, HttpMethod.Post, "/connect/authorize", refused);
        Assert.Contains("error=access_denied", answer.Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example/signed-in")]
    [InlineData("redirect_uri", "http://127.0.0.1:4711/elsewhere")]
    [InlineData("client_id", "nobody")]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge", "")]
    [InlineData("response_type", "token")]
    public async Task A_request_that_is_not_the_command_line_s_gives_no_code(string field, string value)
    {
        using var person = await api.SignInAsync();
        var asked = AuthorityCalls.Ask(AuthorityCalls.Verifier());
        asked[field] = value;
        asked["decision"] = "allow";
        using var answer = await calls.SendAsync(person, HttpMethod.Post, "/connect/authorize", asked);
        Assert.DoesNotContain("code=", answer.Headers.Location?.Query ?? "", StringComparison.Ordinal);
        Assert.NotEqual("evil.example", answer.Headers.Location?.Host);
    }

    [Fact]
    public async Task A_device_is_let_in_by_its_code()
    {
        using var person = await api.SignInAsync(Role.Analyst);
        using var http = new HttpClient { BaseAddress = api.Address };
        var device = await calls.PostFormAsync(
            http,
            "/connect/device",
            new() { ["client_id"] = AuthorityCalls.Cli, ["scope"] = "aethergen offline_access" }
        );
        var poll = new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:device_code",
            ["client_id"] = AuthorityCalls.Cli,
            ["device_code"] = device.GetProperty("device_code").GetString()!,
        };
        Assert.Equal("authorization_pending", await calls.RefusedAsync(poll));

        string code = device.GetProperty("user_code").GetString()!;
        using var said = await calls.SendAsync(
            person,
            HttpMethod.Post,
            "/connect/verify",
            new() { ["user_code"] = code, ["decision"] = "allow" }
        );
        Assert.Equal("/device?done=1", said.Headers.Location!.ToString());
        var answer = await calls.TokenAsync(poll);
        using var cli = calls.WithToken(answer);
        await cli.GetAsync("/api/projects");

        using var again = await calls.SendAsync(
            person,
            HttpMethod.Post,
            "/connect/verify",
            new() { ["user_code"] = code, ["decision"] = "allow" }
        );
        Assert.NotEqual("/device?done=1", again.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_refresh_token_works_once_and_a_revoked_token_not_at_all()
    {
        using var person = await api.SignInAsync();
        string verifier = AuthorityCalls.Verifier();
        var first = await calls.TokenAsync(AuthorityCalls.Exchange(await calls.CodeAsync(person, verifier), verifier));
        var second = await calls.TokenAsync(AuthorityCalls.Refresh(first));
        Assert.NotEqual(AuthorityCalls.Text(first, "refresh_token"), AuthorityCalls.Text(second, "refresh_token"));
        using var cli = calls.WithToken(second);
        await cli.GetAsync("/api/projects");

        using var http = new HttpClient { BaseAddress = api.Address };
        await calls.PostFormAsync(
            http,
            "/connect/revoke",
            new() { ["client_id"] = AuthorityCalls.Cli, ["token"] = AuthorityCalls.Text(second, "access_token") }
        );
        await cli.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
    }

    [Fact]
    public async Task A_removed_or_demoted_member_s_token_ends_within_seconds()
    {
        using var owner = await api.SignInAsync();
        using var person = await api.SignInAsync(Role.Engineer, owner.Tenant);
        string verifier = AuthorityCalls.Verifier();
        var answer = await calls.TokenAsync(AuthorityCalls.Exchange(await calls.CodeAsync(person, verifier), verifier));
        using var cli = calls.WithToken(answer);
        await cli.GetAsync("/api/projects");

        await owner.PutAsync($"/api/members/{person.Account}", new { role = "analyst" });
        await Task.Delay(TimeSpan.FromSeconds(2.2), ct);
        await cli.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
        using var renewed = calls.WithToken(await calls.TokenAsync(AuthorityCalls.Refresh(answer)));
        Assert.Equal("analyst", (await renewed.GetAsync("/api/organisation")).GetProperty("role").GetString());

        await owner.DeleteAsync($"/api/members/{person.Account}");
        await Task.Delay(TimeSpan.FromSeconds(2.2), ct);
        await renewed.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
    }

    [Fact]
    public async Task Another_server_that_trusts_this_one_accepts_its_tokens_and_nobody_else_s()
    {
        await using var other = api.Start(new() { ["Auth:Authority"] = api.Address.GetLeftPart(UriPartial.Authority) });
        using var owner = await api.SignInAsync();
        var made = await owner.PostAsync("/api/programs", new { name = "nightly", role = "analyst" });
        string token = AuthorityCalls.Text(await calls.TokenAsync(AuthorityCalls.Credentials(made)), "access_token");
        using var there = Person.WithKey(other.ClientOptions.BaseAddress, token);
        await there.GetAsync("/api/projects");
        foreach (string forged in ForgedTokens.Of(token))
        {
            using var forger = Person.WithKey(other.ClientOptions.BaseAddress, forged);
            await forger.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
        }
        using var none = new HttpClient { BaseAddress = other.ClientOptions.BaseAddress };
        using var authority = await none.PostAsync(
            "/connect/token",
            new FormUrlEncodedContent(AuthorityCalls.Credentials(made)),
            ct
        );
        Assert.Equal(HttpStatusCode.NotFound, authority.StatusCode);
    }

    [Fact]
    public async Task A_forged_token_lets_nobody_in()
    {
        using var owner = await api.SignInAsync();
        var made = await owner.PostAsync("/api/programs", new { name = "nightly", role = "analyst" });
        foreach (
            string forged in ForgedTokens.Of(
                AuthorityCalls.Text(await calls.TokenAsync(AuthorityCalls.Credentials(made)), "access_token")
            )
        )
        {
            using var forger = Person.WithKey(api.Address, forged);
            await forger.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
        }
    }

    [Fact]
    public async Task Every_process_has_the_same_keys()
    {
        await using var replica = api.Start([]);
        using var owner = await api.SignInAsync();
        var made = await owner.PostAsync("/api/programs", new { name = "nightly", role = "analyst" });
        string[] keys = await Task.WhenAll(
            new[] { api.Address, replica.ClientOptions.BaseAddress }.Select(async address =>
            {
                using var http = new HttpClient { BaseAddress = address };
                var set = await http.GetFromJsonAsync<JsonElement>("/.well-known/jwks", ct);
                return set.GetProperty("keys")[0].GetProperty("kid").GetString()!;
            })
        );
        Assert.Equal(keys[0], keys[1]);
        Assert.NotNull(AuthorityCalls.Text(await calls.TokenAsync(AuthorityCalls.Credentials(made)), "access_token"));
    }
}
