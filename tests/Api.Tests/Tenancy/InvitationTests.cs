using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tests.Tenancy;

/// <summary>A colleague is invited, joins, and works; a link that should not work does not.</summary>
public sealed class InvitationTests(ApiFixture api)
{
    private const string Password = "a long enough password";

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_invited_sets_a_password_and_works_in_the_organisation()
    {
        using var owner = await api.SignInAsync();
        var work = await owner.WorkAsync();
        string email = NewAddress();
        var made = await InviteAsync(owner, email, "analyst");

        using var guest = new Person(api.Address);
        var seen = await guest.PostAsync("/api/join/look", new { token = TokenOf(made) });
        Assert.Equal("A tenant", seen.GetProperty("organisation").GetString());
        Assert.Equal(owner.Email, seen.GetProperty("invitedBy").GetString());
        Assert.False(seen.GetProperty("hasAccount").GetBoolean());

        await guest.PostAsync("/api/join", new { token = TokenOf(made), password = Password });
        var me = await guest.GetAsync("/api/me");
        Assert.Equal((email, "analyst"), (me.GetProperty("email").GetString(), me.GetProperty("role").GetString()));
        Assert.Equal(work.Project, (await guest.GetAsync("/api/projects"))[0].Id());
        Assert.Contains((await owner.GetAsync("/api/members")).EnumerateArray(), member =>
            member.GetProperty("email").GetString() == email
        );
    }

    [Fact]
    public async Task The_letter_has_the_link_and_says_who_invites()
    {
        using var owner = await api.SignInAsync();
        string email = NewAddress();
        var made = await InviteAsync(owner, email, "reviewer");
        string letter = await LetterToAsync(email);
        Assert.Contains(TokenOf(made), letter, StringComparison.Ordinal);
        Assert.Contains(owner.Email, letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_works_once()
    {
        using var owner = await api.SignInAsync();
        string token = TokenOf(await InviteAsync(owner, NewAddress(), "analyst"));
        using var first = new Person(api.Address);
        await first.PostAsync("/api/join", new { token, password = Password });

        using var second = new Person(api.Address);
        await second.PostRefusedAsync(
            "/api/join",
            new { token, password = Password },
            HttpStatusCode.Conflict,
            "invitation.used"
        );
    }

    [Fact]
    public async Task Of_two_who_accept_at_once_one_becomes_a_member()
    {
        using var owner = await api.SignInAsync();
        string token = TokenOf(await InviteAsync(owner, NewAddress(), "analyst"));
        Person[] guests = [new(api.Address), new(api.Address), new(api.Address), new(api.Address)];
        var answers = await Task.WhenAll(guests.Select(guest => TryAsync(guest, new { token, password = Password })));
        Assert.Equal(1, answers.Count(status => status == HttpStatusCode.NoContent));
        Assert.Equal(2, (await owner.GetAsync("/api/members")).GetArrayLength());
        Array.ForEach(guests, guest => guest.Dispose());

        async Task<HttpStatusCode> TryAsync(Person guest, object body)
        {
            using var answer = await guest.Http.PostAsync(
                new Uri("/api/join", UriKind.Relative),
                System.Net.Http.Json.JsonContent.Create(body),
                ct
            );
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_withdrawn_or_replaced_invitation_does_not_work()
    {
        using var owner = await api.SignInAsync();
        string email = NewAddress();
        var first = await InviteAsync(owner, email, "analyst");
        var second = await InviteAsync(owner, email.ToUpperInvariant(), "engineer");
        using var guest = new Person(api.Address);
        await guest.PostRefusedAsync(
            "/api/join/look",
            new { token = TokenOf(first) },
            HttpStatusCode.Conflict,
            "invitation.withdrawn"
        );

        string id = second.GetProperty("invitation").Id();
        await owner.PostAsync($"/api/invitations/{id}/withdraw");
        await guest.PostRefusedAsync(
            "/api/join",
            new { token = TokenOf(second), password = Password },
            HttpStatusCode.Conflict,
            "invitation.withdrawn"
        );
        Assert.Equal(
            ["withdrawn", "withdrawn"],
            (await owner.GetAsync("/api/invitations"))
                .EnumerateArray()
                .Select(row => row.GetProperty("state").GetString())
        );
    }

    [Fact]
    public async Task An_old_invitation_has_expired()
    {
        using var owner = await api.SignInAsync();
        var made = await InviteAsync(owner, NewAddress(), "analyst");
        await using (var db = api.Tenants.OpenFor(owner.Tenant))
        {
            var past = TimeProvider.System.GetUtcNow().AddMinutes(-1);
            await db.Invitations.ExecuteUpdateAsync(row => row.SetProperty(it => it.ExpiresAt, past), ct);
        }

        using var guest = new Person(api.Address);
        await guest.PostRefusedAsync(
            "/api/join",
            new { token = TokenOf(made), password = Password },
            HttpStatusCode.Conflict,
            "invitation.expired"
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_made_up_token_opens_nothing(string token)
    {
        using var guest = new Person(api.Address);
        await guest.PostRefusedAsync(
            "/api/join/look",
            new { token = token.Length == 0 ? "-" : token },
            HttpStatusCode.NotFound,
            "invitation.unknown"
        );
    }

    [Fact]
    public async Task A_token_with_another_secret_opens_nothing()
    {
        using var owner = await api.SignInAsync();
        string token = TokenOf(await InviteAsync(owner, NewAddress(), "owner"));
        string forged = token[..^3] + (token.EndsWith("AAA", StringComparison.Ordinal) ? "BBA" : "AAA");
        using var guest = new Person(api.Address);
        await guest.PostRefusedAsync(
            "/api/join",
            new { token = forged, password = Password },
            HttpStatusCode.NotFound,
            "invitation.unknown"
        );
    }

    [Fact]
    public async Task Another_person_cannot_use_it()
    {
        using var owner = await api.SignInAsync();
        using var other = await api.SignInAsync();
        string token = TokenOf(await InviteAsync(owner, NewAddress(), "analyst"));
        await other.PostRefusedAsync("/api/join", new { token }, HttpStatusCode.Conflict, "invitation.other-address");
    }

    [Fact]
    public async Task Who_has_an_account_signs_in_first_and_then_belongs_to_both()
    {
        using var owner = await api.SignInAsync();
        using var colleague = await api.SignInAsync();
        string token = TokenOf(await InviteAsync(owner, colleague.Email, "engineer"));
        using var nobody = new Person(api.Address);
        await nobody.PostRefusedAsync(
            "/api/join",
            new { token, password = Password },
            HttpStatusCode.Conflict,
            "invitation.sign-in-first"
        );

        await colleague.PostAsync("/api/join", new { token });
        Assert.Equal("engineer", (await colleague.GetAsync("/api/me")).GetProperty("role").GetString());
        Assert.Equal(2, (await colleague.GetAsync("/api/organisations")).GetProperty("organisations").GetArrayLength());
    }

    [Fact]
    public async Task A_member_is_not_invited_again()
    {
        using var owner = await api.SignInAsync();
        await owner.PostRefusedAsync(
            "/api/invitations",
            new { email = owner.Email.ToUpperInvariant(), role = "analyst" },
            HttpStatusCode.Conflict,
            "member.already"
        );
    }

    [Fact]
    public async Task A_password_that_is_too_short_makes_no_account()
    {
        using var owner = await api.SignInAsync();
        string token = TokenOf(await InviteAsync(owner, NewAddress(), "analyst"));
        using var guest = new Person(api.Address);
        await guest.PostRefusedAsync(
            "/api/join",
            new { token, password = "short" },
            HttpStatusCode.BadRequest,
            "request.invalid"
        );
        await guest.PostRefusedAsync("/api/join", new { token }, HttpStatusCode.BadRequest, "account.password-refused");
        await guest.PostAsync("/api/join", new { token, password = Password });
    }

    private static string NewAddress() => $"{Guid.CreateVersion7():N}@example.org";

    private static Task<JsonElement> InviteAsync(Person owner, string email, string role) =>
        owner.PostAsync("/api/invitations", new { email, role });

    private static string TokenOf(JsonElement made) => made.GetProperty("link").GetString()!.Split('#')[1];

    /// <summary>Its text, without the line ends that mail puts in.</summary>
    private async Task<string> LetterToAsync(string email)
    {
        foreach (string file in Directory.EnumerateFiles(api.MailFolder))
        {
            var letter = await MimeKit.MimeMessage.LoadAsync(file, ct);
            if (letter.To.ToString().Contains(email, StringComparison.Ordinal))
            {
                return letter.TextBody ?? string.Empty;
            }
        }
        throw new Xunit.Sdk.XunitException($"There is no letter to {email}.");
    }
}
