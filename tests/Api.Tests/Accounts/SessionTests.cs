using System.Diagnostics;
using System.Net;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AethergenAI.Api.Tests.Accounts;

/// <summary>A session ends when it should, within seconds, wherever its cookie was copied to.</summary>
public sealed class SessionTests(ApiFixture api)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copied_cookie_does_not_work_after_sign_out()
    {
        using var person = await api.SignInAsync();
        string cookie = person.CookieHeader;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(cookie));

        await person.PostAsync("/api/sign-out");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(cookie));
    }

    [Fact]
    public async Task A_new_password_ends_the_sessions_elsewhere_and_not_this_one()
    {
        using var person = await api.SignInAsync();
        using var elsewhere = new Person(api.Address);
        await elsewhere.PostAsync("/api/sign-in", new { email = person.Email, password = ApiFixture.Password });

        await person.PostAsync(
            "/api/me/password",
            new { current = ApiFixture.Password, password = "another horse battery" }
        );

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(elsewhere.CookieHeader));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(person.CookieHeader));
    }

    [Fact]
    public async Task A_person_who_is_removed_is_out_within_seconds()
    {
        using var person = await api.SignInAsync();
        await ChangeAsync(person, members => members.ExecuteDeleteAsync(ct));

        await UntilAsync(async () => await StatusAsync(person.CookieHeader) == HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/hubs/changes")]
    [InlineData("/hubs/telemetry")]
    public async Task Hubs_close_when_their_person_signs_out(string path)
    {
        using var person = await api.SignInAsync();
        await using var hub = await HubSocket.OpenAsync(api.Address, path, person.CookieHeader, ct);

        await person.PostAsync("/api/sign-out");
        await UntilAsync(() => Task.FromResult(hub.State == HubConnectionState.Disconnected));
    }

    [Fact]
    public async Task Cookie_and_hubs_of_a_person_who_is_demoted_end()
    {
        using var person = await api.SignInAsync(Role.Owner);
        await using var hub = await HubSocket.OpenAsync(api.Address, "/hubs/telemetry", person.CookieHeader, ct);
        await ChangeAsync(person, members =>
            members.ExecuteUpdateAsync(row => row.SetProperty(it => it.Role, Role.Reviewer), ct)
        );

        await UntilAsync(() => Task.FromResult(hub.State == HubConnectionState.Disconnected));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(person.CookieHeader));
        await person.PostAsync("/api/sign-in", new { email = person.Email, password = ApiFixture.Password });
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(person.CookieHeader));
    }

    [Fact]
    public async Task Guesses_of_the_current_password_lock_it()
    {
        using var person = await api.SignInAsync();
        for (int guess = 0; guess < 5; guess++)
        {
            await person.PostRefusedAsync(
                "/api/me/password",
                new { current = $"guess number {guess}", password = "another horse battery" },
                HttpStatusCode.BadRequest,
                "account.password-refused"
            );
        }

        await person.PostRefusedAsync(
            "/api/me/password",
            new { current = ApiFixture.Password, password = "another horse battery" },
            HttpStatusCode.BadRequest,
            "account.password-refused"
        );
    }

    [Fact]
    public async Task Attempts_to_change_a_password_are_limited_to_so_many_a_minute()
    {
        await using var app = api.Start(new() { ["SignIn:AttemptsPerMinute"] = "2" });
        using var person = new Person(app.ClientOptions.BaseAddress);
        await person.PostAsync("/api/sign-in/link", new { token = ApiFixture.LinkToken });
        await person.PostRefusedAsync(
            "/api/me/password",
            new { password = "short" },
            HttpStatusCode.BadRequest,
            "request.invalid"
        );
        await person.PostRefusedAsync(
            "/api/me/password",
            new { password = "short" },
            HttpStatusCode.TooManyRequests,
            "sign-in.too-many"
        );
    }

    /// <summary>Both take half a second, whatever is done meanwhile.</summary>
    [Fact]
    public async Task The_time_of_a_refusal_does_not_tell_whether_there_is_an_account()
    {
        using var known = await api.SignInAsync();
        using var person = new Person(api.Address);
        TimeSpan wrong = await TimeAsync(known.Email),
            unknown = await TimeAsync("nobody@example.org");

        Assert.True(wrong >= TimeSpan.FromMilliseconds(495), $"{wrong}");
        Assert.True(unknown >= TimeSpan.FromMilliseconds(495), $"{unknown}");

        async Task<TimeSpan> TimeAsync(string email)
        {
            long start = Stopwatch.GetTimestamp();
            await person.PostRefusedAsync(
                "/api/sign-in",
                new { email, password = "not this one" },
                HttpStatusCode.Unauthorized,
                "sign-in.bad-password"
            );
            return Stopwatch.GetElapsedTime(start);
        }
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.Unauthorized)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    public async Task Another_host_s_name_is_not_answered(string host, HttpStatusCode status)
    {
        await using var app = api.Start(new() { ["AllowedHosts"] = "localhost;127.0.0.1;[::1]" });
        using var http = new HttpClient { BaseAddress = app.ClientOptions.BaseAddress };
        http.DefaultRequestHeaders.Host = host;
        using var answer = await http.GetAsync(new Uri("/api/me", UriKind.Relative), ct);
        Assert.Equal(status, answer.StatusCode);
    }

    /// <summary>Browsers get to know that a seed's ledger has changed; its id is the dataset's hash.</summary>
    [Fact]
    public async Task A_change_whose_id_is_a_hash_reaches_the_tenant()
    {
        using var person = await api.SignInAsync();
        await using var hub = await HubSocket.OpenAsync(api.Address, "/hubs/changes", person.CookieHeader, ct);
        var heard = new TaskCompletionSource<string[]>();
        hub.On<string[]>("changed", key => _ = key[0] == "privacy" && heard.TrySetResult(key));
        string hash = new('a', 64);
        // Said again until it is heard: another test cuts the connection on which such words come.
        await UntilAsync(async () =>
        {
            await using var tell = api
                .Services.GetRequiredService<NpgsqlDataSource>()
                .CreateCommand(
                    $$"""
                    select pg_notify('changes', '{"tenant":"{{person.Tenant}}","kind":"privacy","id":"{{hash}}"}')
                    """
                );
            await tell.ExecuteNonQueryAsync(ct);
            return heard.Task.IsCompleted;
        });

        Assert.Equal(["privacy", hash], await heard.Task);
    }

    private async Task ChangeAsync(Person person, Func<IQueryable<Member>, Task<int>> change)
    {
        await using var db = api.Tenants.OpenFor(person.Tenant);
        Assert.Equal(1, await change(db.Members.Where(member => member.Email == person.Email)));
    }

    /// <summary>The answer to whoever has the cookie and nothing else.</summary>
    private async Task<HttpStatusCode> StatusAsync(string cookie)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = api.Address };
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await http.GetAsync(new Uri("/api/projects", UriKind.Relative), ct);
        return answer.StatusCode;
    }

    private async Task UntilAsync(Func<Task<bool>> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Soon, "It did not happen soon.");
            await Task.Delay(100, ct);
        }
    }
}
