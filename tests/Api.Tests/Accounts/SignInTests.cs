using System.Net;
using System.Net.Http.Json;
using AethergenAI.Tenancy;

namespace AethergenAI.Api.Tests.Accounts;

public sealed class SignInTests(ApiFixture api)
{
    [Fact]
    public async Task The_printed_link_signs_the_owner_in()
    {
        using var person = new Person(api.Address);
        await person.PostAsync("/api/sign-in/link", new { token = ApiFixture.LinkToken });
        var me = await person.GetAsync("/api/me");
        Assert.Equal(ApiFixture.OwnerEmail, me.GetProperty("email").GetString());
        Assert.Equal("owner", me.GetProperty("role").GetString());
        Assert.False(me.GetProperty("hasPassword").GetBoolean());
    }

    [Fact]
    public async Task Another_token_signs_nobody_in()
    {
        using var person = new Person(api.Address);
        await person.PostRefusedAsync(
            "/api/sign-in/link",
            new { token = ApiFixture.LinkToken + "x" },
            HttpStatusCode.Unauthorized,
            "sign-in.bad-link"
        );
        await person.GetRefusedAsync("/api/me", HttpStatusCode.Unauthorized, "sign-in.required");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_answered_alike()
    {
        using var known = await api.SignInAsync();
        using var person = new Person(api.Address);
        var wrong = await person.PostRefusedAsync(
            "/api/sign-in",
            new { email = known.Email, password = "not this one" },
            HttpStatusCode.Unauthorized,
            "sign-in.bad-password"
        );
        var unknown = await person.PostRefusedAsync(
            "/api/sign-in",
            new { email = "nobody@example.org", password = "not this one" },
            HttpStatusCode.Unauthorized,
            "sign-in.bad-password"
        );
        Assert.Equal(wrong.GetProperty("detail").GetString(), unknown.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_new_password_signs_in_and_the_old_one_no_longer()
    {
        using var person = await api.SignInAsync();
        await person.PostAsync(
            "/api/me/password",
            new { current = "correct horse battery", password = "another horse battery" }
        );
        Assert.Equal(person.Email, (await person.GetAsync("/api/me")).GetProperty("email").GetString());

        using var later = new Person(api.Address);
        await later.PostRefusedAsync(
            "/api/sign-in",
            new { email = person.Email, password = "correct horse battery" },
            HttpStatusCode.Unauthorized,
            "sign-in.bad-password"
        );
        await later.PostAsync("/api/sign-in", new { email = person.Email, password = "another horse battery" });
    }

    [Fact]
    public async Task A_short_password_is_not_valid_and_the_field_is_named()
    {
        using var person = await api.SignInAsync();
        var problem = await person.PostRefusedAsync(
            "/api/me/password",
            new { password = "short" },
            HttpStatusCode.BadRequest,
            "request.invalid"
        );
        Assert.Contains(problem.GetProperty("errors").EnumerateObject(), error => error.NameEquals("Password"));
    }

    [Fact]
    public async Task Signing_out_ends_it()
    {
        using var person = await api.SignInAsync();
        await person.PostAsync("/api/sign-out");
        await person.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
    }

    [Theory]
    [InlineData("3", HttpStatusCode.TooManyRequests)]
    [InlineData("100", HttpStatusCode.Unauthorized)]
    public async Task Attempts_to_sign_in_are_limited_to_so_many_a_minute(string limit, HttpStatusCode fourth)
    {
        await using var app = api.Start(new() { ["SignIn:AttemptsPerMinute"] = limit });
        using var person = new Person(app.ClientOptions.BaseAddress);
        for (int i = 0; i < 3; i++)
        {
            await person.PostRefusedAsync(
                "/api/sign-in/link",
                new { token = "no" },
                HttpStatusCode.Unauthorized,
                "sign-in.bad-link"
            );
        }
        await person.PostRefusedAsync(
            "/api/sign-in/link",
            new { token = "no" },
            fourth,
            fourth == HttpStatusCode.TooManyRequests ? "sign-in.too-many" : "sign-in.bad-link"
        );
    }

    [Fact]
    public async Task Visits_of_the_sign_in_page_are_limited_and_take_no_attempt()
    {
        await using var app = api.Start(new() { ["SignIn:AttemptsPerMinute"] = "1" });
        using var visitor = new Person(app.ClientOptions.BaseAddress);
        const string Offer = "/api/sign-in/sso";
        await visitor.GetAsync(Offer);
        await visitor.GetRefusedAsync(Offer, HttpStatusCode.TooManyRequests, "sign-in.too-many");
        await visitor.PostRefusedAsync(
            "/api/sign-in/link",
            new { token = "no" },
            HttpStatusCode.Unauthorized,
            "sign-in.bad-link"
        );
    }

    [Fact]
    public async Task What_the_platform_refuses_by_a_status_alone_says_what_to_do()
    {
        await using var app = api.Start(new() { ["SignIn:AttemptsPerMinute"] = "1" });
        using var stranger = new Person(app.ClientOptions.BaseAddress);
        var unknown = await stranger.GetRefusedAsync("/api/me", HttpStatusCode.Unauthorized, "sign-in.required");
        Assert.Contains("Sign in, then try again.", unknown.GetProperty("detail").GetString());
        var guess = new { token = "no" };
        await stranger.PostRefusedAsync("/api/sign-in/link", guess, HttpStatusCode.Unauthorized, "sign-in.bad-link");
        var many = await stranger.PostRefusedAsync(
            "/api/sign-in/link",
            guess,
            HttpStatusCode.TooManyRequests,
            "sign-in.too-many"
        );
        Assert.Contains("Wait a minute", many.GetProperty("detail").GetString());
        using var reviewer = await api.SignInAsync(Role.Reviewer);
        var role = await reviewer.GetRefusedAsync("/api/projects", HttpStatusCode.Forbidden, "forbidden");
        Assert.Contains("Ask an owner", role.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Another_site_s_page_cannot_act_in_a_person_s_name(string header, string value)
    {
        using var person = await api.SignInAsync();
        await person.RefusedAsync(
            async who =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/projects")
                {
                    Content = JsonContent.Create(new { name = "planted" }),
                };
                request.Headers.Add(header, value);
                return await who.Http.SendAsync(request);
            },
            HttpStatusCode.Forbidden,
            "request.cross-site"
        );
        Assert.Equal(0, (await person.GetAsync("/api/projects")).GetArrayLength());
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = api.Address };
        using var answer = await http.PostAsJsonAsync("/api/sign-in/link", new { token = ApiFixture.LinkToken });
        string cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }
}
