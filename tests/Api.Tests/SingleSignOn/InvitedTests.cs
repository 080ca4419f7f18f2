using System.Net;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.Api.Tests.SingleSignOn;

/// <summary>Who was invited, or was a member before, and comes from the authority.</summary>
public sealed class InvitedTests(SingleSignOnFixture fixture) : AtOneAuthority(fixture)
{
    [Fact]
    public async Task An_open_invitation_gives_its_role_and_is_used_up()
    {
        string link = await InviteAsync(Ada.ToUpperInvariant(), "engineer");
        using var ada = Fixture.Visitor();
        Assert.Null((await ada.SignInElsewhereAsync(Ada)).In("problem"));
        Assert.Equal("engineer", (await ada.GetAsync("/api/me")).GetProperty("role").GetString());
        Assert.Equal(["accepted"], await StatesAsync());
        using var another = Fixture.Visitor();
        await another.PostRefusedAsync(
            "/api/join/look",
            new { token = link },
            HttpStatusCode.Conflict,
            "invitation.used"
        );
    }

    [Fact]
    public async Task An_invitation_that_is_withdrawn_or_expired_gives_nothing()
    {
        await InviteAsync(Ada, "engineer");
        await InviteAsync(Ada, "owner"); // withdraws the first
        await using (var db = Fixture.Api.Tenants.OpenFor(Company.Tenant))
        {
            await db
                .Invitations.Where(row => row.Role == Role.Owner)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(it => it.ExpiresAt, DateTimeOffset.UnixEpoch),
                    TestContext.Current.CancellationToken
                );
        }
        using var ada = Fixture.Visitor();
        await ada.SignInElsewhereAsync(Ada);
        Assert.Equal("analyst", (await ada.GetAsync("/api/me")).GetProperty("role").GetString());
        Assert.Equal(["expired", "withdrawn"], await StatesAsync());
    }

    [Fact]
    public async Task Who_was_removed_and_is_invited_comes_back_by_signing_in()
    {
        using var ada = Fixture.Visitor();
        await ada.SignInElsewhereAsync(Ada);
        await ada.PostAsync("/api/members/leave");
        await RefusedAsync("sso.removed");
        await InviteAsync(Ada, "reviewer");
        Assert.Null((await ada.SignInElsewhereAsync(Ada)).In("problem"));
        Assert.Equal("reviewer", (await ada.GetAsync("/api/me")).GetProperty("role").GetString());
        Assert.Equal(["accepted"], await StatesAsync());
    }

    [Fact]
    public async Task Who_left_and_came_back_with_a_password_connects_the_login_and_is_signed_in_by_it()
    {
        using var ada = Fixture.Visitor();
        await ada.SignInElsewhereAsync(Ada);
        await ada.PostAsync("/api/members/leave");
        string link = await InviteAsync(Ada, "engineer");
        using var again = Fixture.Visitor();
        await again.PostAsync("/api/join", new { token = link, password = ApiFixture.Password });
        await RefusedAsync("sso.has-account");
        var to = (await again.PostAsync($"/api/me/single-sign-on/{AuthorityId}/connect")).GetProperty("to");
        Assert.Equal("/account", (await again.GoAsync(new Uri(to.GetString()!))).PathAndQuery);
        Assert.Null((await ada.SignInElsewhereAsync(Ada)).In("problem"));
        Assert.Equal("engineer", (await ada.GetAsync("/api/me")).GetProperty("role").GetString());
    }

    [Fact]
    public async Task A_connected_account_that_belongs_elsewhere_comes_back_once_it_is_invited()
    {
        using var member = await Fixture.MemberAsync(Company.Tenant, Role.Engineer);
        var to = (await member.PostAsync($"/api/me/single-sign-on/{AuthorityId}/connect")).GetProperty("to");
        await member.GoAsync(new Uri(to.GetString()!));
        await member.PostAsync("/api/organisations", new { name = "Mine" });
        await Company.Owner.DeleteAsync($"/api/members/{member.Account}");
        await RefusedAsync("sso.removed");
        await InviteAsync(member.Email, "reviewer");
        using var browser = Fixture.Visitor();
        Assert.Null((await browser.SignInElsewhereAsync(Ada)).In("problem"));
        var me = await browser.GetAsync("/api/me");
        Assert.Equal("reviewer", me.GetProperty("role").GetString());
        Assert.Equal(member.Email, me.GetProperty("email").GetString());
        Assert.Equal(["accepted"], await StatesAsync());
    }

    [Fact]
    public async Task An_arrival_that_was_interrupted_is_made_good()
    {
        await using (var scope = Fixture.Api.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var half = new Account
            {
                Id = Guid.CreateVersion7(),
                TenantId = Company.Tenant,
                UserName = Ada,
                Email = Ada,
            };
            Assert.True((await accounts.CreateAsync(half)).Succeeded);
            await accounts.AddLoginAsync(half, new UserLoginInfo(AuthorityId, Authority.Subject, Company.Domain));
        }
        using var ada = Fixture.Visitor();
        Assert.Null((await ada.SignInElsewhereAsync(Ada)).In("problem"));
        Assert.Equal("analyst", (await ada.GetAsync("/api/me")).GetProperty("role").GetString());
    }

    /// <returns>The token of its link.</returns>
    private async Task<string> InviteAsync(string email, string role)
    {
        var made = await Company.Owner.PostAsync("/api/invitations", new { email, role });
        string link = made.GetProperty("link").GetString()!;
        return link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>Of the invitations, latest first.</summary>
    private async Task<string?[]> StatesAsync() =>
        [
            .. (await Company.Owner.GetAsync("/api/invitations"))
                .EnumerateArray()
                .Select(row => row.GetProperty("state").GetString()),
        ];
}
