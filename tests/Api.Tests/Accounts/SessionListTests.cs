using System.Net;
using AethergenAI.Api.Accounts;
using AethergenAI.Data.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AethergenAI.Api.Tests.Accounts;

/// <summary>A person sees where they are signed in, and ends any of it at once.</summary>
public sealed class SessionListTests(ApiFixture api)
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_session_is_listed_with_its_device_and_this_one_is_marked()
    {
        using var person = await api.SignInAsync();
        using var elsewhere = await SignInAgainAsync(person, Firefox);

        var sessions = (await elsewhere.GetAsync("/api/me/sessions")).EnumerateArray().ToList();

        Assert.Equal(2, sessions.Count);
        var current = Assert.Single(sessions, session => session.GetProperty("current").GetBoolean());
        Assert.Equal("Firefox on Windows", current.GetProperty("device").GetString());
        Assert.Contains(current.GetProperty("address").GetString(), (string[])["127.0.0.1", "::1"]);
    }

    [Fact]
    public async Task A_session_that_is_ended_is_refused_at_once_and_the_others_go_on()
    {
        using var person = await api.SignInAsync();
        using var elsewhere = await SignInAgainAsync(person);

        await person.DeleteAsync($"/api/me/sessions/{await OtherOfAsync(person)}");

        await elsewhere.GetRefusedAsync("/api/me", HttpStatusCode.Unauthorized, "sign-in.required");
        Assert.Single((await person.GetAsync("/api/me/sessions")).EnumerateArray());
    }

    [Fact]
    public async Task A_session_that_is_ended_is_refused_by_another_replica_within_five_seconds()
    {
        using var person = await api.SignInAsync();
        using var elsewhere = await SignInAgainAsync(person);
        await using var replica = api.Start([]);
        using var there = new HttpClient(new SocketsHttpHandler { UseCookies = false })
        {
            BaseAddress = replica.ClientOptions.BaseAddress,
        };
        there.DefaultRequestHeaders.Add("Cookie", elsewhere.CookieHeader);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync());

        await person.PostAsync("/api/me/sessions/end-others");

        await Task.Delay(TimeSpan.FromSeconds(5), ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync());

        async Task<HttpStatusCode> StatusAsync()
        {
            using var answer = await there.GetAsync(new Uri("/api/me", UriKind.Relative), ct);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Signing_out_ends_this_session_only()
    {
        using var person = await api.SignInAsync();
        using var elsewhere = await SignInAgainAsync(person);

        await person.PostAsync("/api/sign-out");

        await person.GetRefusedAsync("/api/me", HttpStatusCode.Unauthorized, "sign-in.required");
        Assert.Single((await elsewhere.GetAsync("/api/me/sessions")).EnumerateArray());
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_all()
    {
        using var person = await api.SignInAsync();
        using var elsewhere = await SignInAgainAsync(person);

        await person.PostAsync("/api/sign-out/everywhere");

        await person.GetRefusedAsync("/api/me", HttpStatusCode.Unauthorized, "sign-in.required");
        await elsewhere.GetRefusedAsync("/api/me", HttpStatusCode.Unauthorized, "sign-in.required");
    }

    [Fact]
    public async Task A_new_password_leaves_one_session_in_the_list()
    {
        using var person = await api.SignInAsync();
        using var elsewhere = await SignInAgainAsync(person);
        await person.PostAsync(
            "/api/me/password",
            new { current = ApiFixture.Password, password = "another horse battery" }
        );
        Assert.Single((await person.GetAsync("/api/me/sessions")).EnumerateArray());
    }

    [Fact]
    public async Task Another_person_s_session_is_not_found()
    {
        using var person = await api.SignInAsync();
        using var other = await api.SignInAsync();
        var session = (await other.GetAsync("/api/me/sessions")).EnumerateArray().Single();
        await person.RefusedAsync(
            who => who.Http.DeleteAsync(new Uri($"/api/me/sessions/{session.Id()}", UriKind.Relative), ct),
            HttpStatusCode.NotFound,
            "not-found"
        );
        await other.GetAsync("/api/me");
    }

    [Fact]
    public async Task Sessions_that_were_not_used_for_ninety_days_are_removed_by_housekeeping()
    {
        using var person = await api.SignInAsync();
        using var elsewhere = await SignInAgainAsync(person);
        string old = await OtherOfAsync(person);
        await ExecuteAsync(
            $"update identity.sessions set last_used_at = now() - interval '91 days' where id = '{old}'"
        );
        await new Housekeeping(
            api.Services.GetRequiredService<NpgsqlDataSource>(),
            api.Services.GetRequiredService<RunOutbox>()
        ).RunAsync(ct);
        Assert.Equal(0, await ExecuteAsync($"update identity.sessions set device = '' where id = '{old}'"));
        await person.GetAsync("/api/me");
    }

    [Theory]
    [InlineData(Firefox, "Firefox on Windows")]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 "
            + "Mobile/15E148 Safari/604.1",
        "Safari on iPhone"
    )]
    [InlineData(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
            + "Safari/537.36 Edg/140.0.0.0",
        "Edge on macOS"
    )]
    [InlineData(
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
        "Chrome on Linux"
    )]
    [InlineData("curl/8.14.1", "curl")]
    [InlineData(null, "Unknown program")]
    public void A_device_is_named_in_words(string? userAgent, string words) =>
        Assert.Equal(words, DeviceName.Of(userAgent));

    private async Task<Person> SignInAgainAsync(Person person, string? userAgent = null)
    {
        var again = new Person(api.Address, person.Tenant, person.Email);
        if (userAgent is not null)
        {
            again.Http.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        }
        await again.PostAsync("/api/sign-in", new { email = person.Email, password = ApiFixture.Password });
        return again;
    }

    private static async Task<string> OtherOfAsync(Person person) =>
        (await person.GetAsync("/api/me/sessions"))
            .EnumerateArray()
            .Single(session => !session.GetProperty("current").GetBoolean())
            .Id();

    private async Task<int> ExecuteAsync(string sql)
    {
        await using var command = api.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(ct);
    }
}
