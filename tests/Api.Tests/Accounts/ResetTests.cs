using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using AethergenAI.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.Api.Tests.Accounts;

/// <summary>Who forgot a password sets a new one by a link that is sent to their address.</summary>
public sealed partial class ResetTests(ApiFixture api)
{
    private const string New = "gate-lantern-otter";

    private static readonly Dictionary<string, string> OwnHosts = new()
    {
        ["AllowedHosts"] = "localhost;127.0.0.1;[::1]",
    };

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_link_sets_a_new_password_once_and_ends_all_sessions()
    {
        await using var app = api.Start(OwnHosts);
        using var person = await api.SignInAsync();
        using var anyone = new Person(app.ClientOptions.BaseAddress);
        string token = await AskAsync(anyone, person.Email);

        await anyone.PostAsync("/api/sign-in/reset", new { token, password = New });

        using var later = new Person(api.Address);
        await later.PostAsync("/api/sign-in", new { email = person.Email, password = New });
        await later.GetAsync("/api/me");
        using var before = new HttpClient(new SocketsHttpHandler { UseCookies = false })
        {
            BaseAddress = app.ClientOptions.BaseAddress,
        };
        before.DefaultRequestHeaders.Add("Cookie", person.CookieHeader);
        using var answer = await before.GetAsync(new Uri("/api/me", UriKind.Relative), ct);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await RefusedAsync(anyone, token, "sign-in.bad-reset-link");
    }

    /// <summary>The settings name the address: nobody else can have made the account, so nothing is dropped.</summary>
    [Fact]
    public async Task The_link_leaves_the_second_factor_of_the_installation_s_owner()
    {
        string email = $"{Guid.CreateVersion7():N}@example.org";
        await using var app = api.Start(new(OwnHosts) { ["Owner:Email"] = email, ["Owner:Tenant"] = "New" });
        await using var scope = app.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        await accounts.SetTwoFactorEnabledAsync(await OwnerAsync(), true);
        using var anyone = new Person(app.ClientOptions.BaseAddress);
        string token = await AskAsync(anyone, email);

        await anyone.PostAsync("/api/sign-in/reset", new { token, password = New });

        await using var later = app.Services.CreateAsyncScope();
        accounts = later.ServiceProvider.GetRequiredService<UserManager<Account>>();
        Assert.True((await OwnerAsync()).TwoFactorEnabled);

        async Task<Account> OwnerAsync() => (await accounts.FindByEmailAsync(email))!;
    }

    [Fact]
    public async Task A_weak_password_is_refused_and_the_link_stays_good()
    {
        await using var app = api.Start(OwnHosts);
        using var person = await api.SignInAsync();
        using var anyone = new Person(app.ClientOptions.BaseAddress);
        string token = await AskAsync(anyone, person.Email);
        await RefusedAsync(anyone, token, "account.password-refused", "Password1234");
        await anyone.PostAsync("/api/sign-in/reset", new { token, password = New });
    }

    [Fact]
    public async Task A_link_that_was_changed_is_refused()
    {
        await using var app = api.Start(OwnHosts);
        using var person = await api.SignInAsync();
        using var other = await api.SignInAsync();
        using var anyone = new Person(app.ClientOptions.BaseAddress);
        string token = await AskAsync(anyone, person.Email);
        string forOther = await AskAsync(anyone, other.Email);
        string swapped = $"{forOther.Split('.')[0]}.{token.Split('.')[1]}";
        foreach (string wrong in (string[])["x", $"{Guid.Empty:N}.AAAA", token[..^2], swapped])
        {
            await RefusedAsync(anyone, wrong, "sign-in.bad-reset-link");
        }
    }

    [Fact]
    public async Task An_address_without_an_account_is_answered_alike_and_gets_no_letter()
    {
        await using var app = api.Start(OwnHosts);
        using var person = await api.SignInAsync();
        using var anyone = new Person(app.ClientOptions.BaseAddress);
        string nobody = $"{Guid.CreateVersion7():N}@example.org";
        Assert.True(await TimeAsync(nobody) >= TimeSpan.FromMilliseconds(495));
        Assert.True(await TimeAsync(person.Email) >= TimeSpan.FromMilliseconds(495));
        await LetterToAsync(person.Email);
        Assert.Null(await FindAsync(nobody));

        async Task<TimeSpan> TimeAsync(string email)
        {
            long start = Stopwatch.GetTimestamp();
            await anyone.PostAsync("/api/sign-in/forgot", new { email });
            return Stopwatch.GetElapsedTime(start);
        }
    }

    /// <summary>Else the link could lead to the site of whoever asks.</summary>
    [Theory]
    [InlineData("AllowedHosts", "*")]
    [InlineData("Mail:Folder", "")]
    public async Task No_letter_is_sent_where_the_server_knows_no_address_of_its_own_or_sends_none(
        string setting,
        string value
    )
    {
        await using var app = api.Start(new(OwnHosts) { [setting] = value });
        using var person = await api.SignInAsync();
        using var anyone = new Person(app.ClientOptions.BaseAddress);
        await anyone.PostRefusedAsync(
            "/api/sign-in/forgot",
            new { email = person.Email },
            HttpStatusCode.Conflict,
            "sign-in.no-mail"
        );
    }

    [Fact]
    public async Task The_link_leads_to_the_configured_address()
    {
        await using var app = api.Start(new() { ["SignIn:Address"] = "https://aethergen.example.org" });
        using var person = await api.SignInAsync();
        using var anyone = new Person(app.ClientOptions.BaseAddress);
        await anyone.PostAsync("/api/sign-in/forgot", new { email = person.Email });
        Assert.Contains(
            "https://aethergen.example.org/new-password#",
            await LetterToAsync(person.Email),
            StringComparison.Ordinal
        );
    }

    private static Task RefusedAsync(Person anyone, string token, string code, string password = New) =>
        anyone.PostRefusedAsync("/api/sign-in/reset", new { token, password }, HttpStatusCode.BadRequest, code);

    /// <summary>The token of the link that is sent.</summary>
    private async Task<string> AskAsync(Person anyone, string email)
    {
        await anyone.PostAsync("/api/sign-in/forgot", new { email });
        return Link().Match(await LetterToAsync(email)).Groups["token"].Value;
    }

    /// <summary>Its text. It is written after the answer.</summary>
    private async Task<string> LetterToAsync(string email)
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            if (await FindAsync(email) is { } text)
            {
                return text;
            }
            await Task.Delay(50, ct);
        }
        throw new Xunit.Sdk.XunitException($"There is no letter to {email}.");
    }

    private async Task<string?> FindAsync(string email)
    {
        foreach (string file in Directory.EnumerateFiles(api.MailFolder))
        {
            var letter = await MimeKit.MimeMessage.LoadAsync(file, ct);
            if (letter.To.ToString().Contains(email, StringComparison.Ordinal))
            {
                return letter.TextBody;
            }
        }
        return null;
    }

    [GeneratedRegex(@"/new-password#(?<token>\S+)", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
