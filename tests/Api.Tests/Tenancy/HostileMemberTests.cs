using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AethergenAI.Api.Tests.Authority;
using AethergenAI.Data.Organisations;
using AethergenAI.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AethergenAI.Api.Tests.Tenancy;

/// <summary>
/// What a member of one organisation tries against other people, other organisations and the installation.
/// </summary>
public sealed class HostileMemberTests(ApiFixture api)
{
    private const string Password = "a long enough password";

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    private readonly AuthorityCalls calls = new(api.Address, TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_token_does_not_become_a_session_and_ends_none()
    {
        using var mallory = await api.SignInAsync();
        using var victim = await api.SignInAsync();
        var answer = await TokenOfAsync(victim);
        string link = await InviteAsync(mallory, victim.Email);
        using var program = calls.WithToken(answer);
        await program.PostRefusedAsync("/api/join", new { token = link }, HttpStatusCode.Forbidden, "forbidden");
        await program.PostRefusedAsync("/api/sign-out/everywhere", new { }, HttpStatusCode.Forbidden, "forbidden");
        await victim.GetAsync("/api/me");
    }

    [Fact]
    public async Task The_owner_of_the_installation_in_another_organisation_opens_nothing_to_its_members()
    {
        using var mallory = await api.SignInAsync();
        using var first = new Person(api.Address);
        await first.PostAsync("/api/sign-in/link", new { token = ApiFixture.LinkToken });
        await first.PostAsync("/api/join", new { token = await InviteAsync(mallory, ApiFixture.OwnerEmail) });
        using var jobs = await mallory.Http.GetAsync(new Uri("/jobs", UriKind.Relative), ct);
        Assert.Equal(HttpStatusCode.Forbidden, jobs.StatusCode);

        var organisations = (await first.GetAsync("/api/organisations")).GetProperty("organisations").EnumerateArray();
        var home = organisations.First(one => one.GetProperty("id").GetGuid() != mallory.Tenant.Value);
        await first.PostAsync($"/api/organisations/{home.GetProperty("id").GetString()}/open");
        using var own = await first.Http.GetAsync(new Uri("/jobs", UriKind.Relative), ct);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        await mallory.DeleteAsync($"/api/members/{await AccountAsync(mallory, ApiFixture.OwnerEmail)}");
    }

    [Fact]
    public async Task Whoever_took_an_address_first_loses_it_to_its_owner()
    {
        using var mallory = await api.SignInAsync();
        using var owner = await api.SignInAsync();
        string address = NewAddress();
        using var squatter = new Person(api.Address);
        await squatter.PostAsync("/api/join", new { token = await InviteAsync(mallory, address), password = Password });

        string mailed = await InviteAsync(owner, address);
        await using (var db = api.Tenants.OpenFor(owner.Tenant))
        {
            await db.Invitations.ExecuteUpdateAsync(row => row.SetProperty(it => it.Mailed, true), ct);
        }
        using var victim = new Person(api.Address);
        Assert.False(
            (await victim.PostAsync("/api/join/look", new { token = mailed })).GetProperty("hasAccount").GetBoolean()
        );
        await victim.PostAsync("/api/join", new { token = mailed, password = "the owner's own password" });
        await squatter.GetRefusedAsync("/api/me", HttpStatusCode.Unauthorized, "sign-in.required");
        await squatter.PostRefusedAsync(
            "/api/sign-in",
            new { email = address, password = Password },
            HttpStatusCode.Unauthorized,
            "sign-in.bad-password"
        );
        await victim.GetAsync("/api/me");
    }

    [Fact]
    public async Task Joining_twice_at_once_leaves_the_member_who_was_first()
    {
        using var owner = await api.SignInAsync();
        for (int attempt = 0; attempt < 4; attempt++)
        {
            string address = NewAddress();
            string token = await InviteAsync(owner, address);
            Person[] guests = [new(api.Address), new(api.Address), new(api.Address)];
            var answers = await Task.WhenAll(
                guests.Select(guest => guest.Http.PostAsJsonAsync("/api/join", new { token, password = Password }, ct))
            );
            Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.NoContent));
            Assert.Equal(2, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
            await guests[0].PostAsync("/api/sign-in", new { email = address, password = Password });
            Array.ForEach(guests, guest => guest.Dispose());
        }
    }

    [Fact]
    public async Task Handing_over_to_an_owner_who_leaves_leaves_an_owner()
    {
        for (int attempt = 0; attempt < 5; attempt++)
        {
            using var leaver = await api.SignInAsync();
            using var giver = await api.SignInAsync(Role.Owner, leaver.Tenant);
            var leaving = leaver.Http.PostAsync(new Uri("/api/members/leave", UriKind.Relative), null, ct);
            await Task.Delay(attempt, ct);
            var giving = giver.Http.PostAsJsonAsync("/api/organisation/owner", new { account = leaver.Account }, ct);
            await Task.WhenAll(leaving, giving);
            await using var db = api.Tenants.OpenFor(leaver.Tenant);
            Assert.True(await db.Members.AnyAsync(member => member.Role == Role.Owner, ct));
        }
    }

    [Theory]
    [InlineData("/api/sign-out/everywhere")]
    [InlineData("/api/me/sessions/end-others")]
    [InlineData("/api/me/password")]
    public async Task Tokens_end_with_the_sessions(string path)
    {
        using var person = await api.SignInAsync();
        var answer = await TokenOfAsync(person);
        using var cli = calls.WithToken(answer);
        await cli.GetAsync("/api/projects");
        await person.PostAsync(path, new { current = ApiFixture.Password, password = "another horse battery" });
        await cli.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
        Assert.Equal("invalid_grant", await calls.RefusedAsync(AuthorityCalls.Refresh(answer)));
    }

    [Fact]
    public async Task Programs_of_an_organisation_that_is_gone_get_no_token()
    {
        await using var app = api.Start(new() { ["Organisations:Grace"] = "00:00:00" });
        using var owner = new Person(app.ClientOptions.BaseAddress);
        using var made = await api.SignInAsync();
        var program = await made.PostAsync("/api/programs", new { name = "nightly", role = "analyst" });
        await owner.PostAsync("/api/sign-in", new { email = made.Email, password = ApiFixture.Password });
        await owner.PostAsync("/api/organisation/end", new { name = "A tenant" });
        await new EndedOrganisations(
            api.Services.GetRequiredService<NpgsqlDataSource>(),
            api.Tenants,
            api.Blobs,
            TimeProvider.System,
            NullLogger<EndedOrganisations>.Instance
        ).RunAsync(ct);
        Assert.Equal("invalid_client", await calls.RefusedAsync(AuthorityCalls.Credentials(program)));
    }

    [Fact]
    public async Task Entering_an_organisation_and_letting_the_command_line_in_stand_in_its_audit()
    {
        using var owner = await api.SignInAsync();
        await owner.PostAsync("/api/organisations", new { name = "Elsewhere" });
        await owner.PostAsync($"/api/organisations/{owner.Tenant}/open");
        await TokenOfAsync(owner);
        var actions = (await owner.GetAsync("/api/audit"))
            .EnumerateArray()
            .Select(entry => entry.GetProperty("action").GetString())
            .ToList();
        Assert.Equal(["token.grant", "organisation.open"], actions.Take(2));
    }

    [Theory]
    [InlineData("foo bar@baz")]
    [InlineData("a@b.test,c@d.test")]
    [InlineData("Name <a@b.test>")]
    public async Task What_is_no_single_address_is_not_invited(string email)
    {
        using var owner = await api.SignInAsync();
        using var answer = await owner.Http.PostAsJsonAsync("/api/invitations", new { email, role = "analyst" }, ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, (await owner.GetAsync("/api/invitations")).GetArrayLength());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    [InlineData("king")]
    public async Task What_is_no_role_is_refused(object role)
    {
        using var owner = await api.SignInAsync();
        foreach (
            var (path, body) in new (string, object)[]
            {
                ("/api/invitations", new { email = NewAddress(), role }),
                ("/api/keys", new { name = "k", role }),
            }
        )
        {
            using var answer = await owner.Http.PostAsJsonAsync(path, body, ct);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_name_that_would_write_a_letter_of_its_own_is_refused()
    {
        using var owner = await api.SignInAsync();
        await owner.PostRefusedAsync(
            "/api/organisations",
            new { name = "Urgent\r\nYour account is locked: http://evil.test" },
            HttpStatusCode.BadRequest,
            "request.invalid"
        );
    }

    [Fact]
    public async Task People_with_an_apostrophe_join()
    {
        using var owner = await api.SignInAsync();
        string address = $"o'brien.{Guid.CreateVersion7():N}@example.org";
        using var guest = new Person(api.Address);
        await guest.PostAsync("/api/join", new { token = await InviteAsync(owner, address), password = Password });
        Assert.Equal(address, (await guest.GetAsync("/api/me")).GetProperty("email").GetString());
    }

    [Theory]
    [InlineData("/connect/token")]
    [InlineData("/connect/device")]
    [InlineData("/connect/verify")]
    [InlineData("/connect/revoke")]
    public async Task A_null_character_is_refused_by_the_authority_too(string path)
    {
        using var http = new HttpClient { BaseAddress = api.Address };
        using var answer = await http.PostAsync(
            path,
            new FormUrlEncodedContent(new Dictionary<string, string> { ["client_id"] = "a\0b" }),
            ct
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<string> AccountAsync(Person owner, string email) =>
        (await owner.GetAsync("/api/members"))
            .EnumerateArray()
            .Single(member => member.GetProperty("email").GetString() == email)
            .GetProperty("accountId")
            .GetString()!;

    private static string NewAddress() => $"{Guid.CreateVersion7():N}@example.org";

    private static async Task<string> InviteAsync(Person owner, string email) =>
        (await owner.PostAsync("/api/invitations", new { email, role = "engineer" }))
            .GetProperty("link")
            .GetString()!
            .Split('#')[1];

    private async Task<JsonElement> TokenOfAsync(Person person)
    {
        string verifier = AuthorityCalls.Verifier();
        return await calls.TokenAsync(AuthorityCalls.Exchange(await calls.CodeAsync(person, verifier), verifier));
    }
}
