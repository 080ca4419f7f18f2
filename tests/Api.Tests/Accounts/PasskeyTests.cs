using System.Net;
using System.Text.Json;

namespace AethergenAI.Api.Tests.Accounts;

/// <summary>A passkey signs in without a password, on this site and on no other.</summary>
public sealed class PasskeyTests(ApiFixture api)
{
    private string Origin => api.Address.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task A_passkey_signs_in_without_a_name_or_a_password()
    {
        using var person = await api.SignInAsync();
        using var authenticator = new SoftwareAuthenticator(Origin);
        await AddAsync(person, authenticator, "Laptop");

        using var later = new Person(api.Address);
        var me = await later.PostAsync("/api/sign-in/passkey", await ShowAsync(later, authenticator));

        Assert.Equal(person.Email, me.GetProperty("email").GetString());
        Assert.Equal(person.Email, (await later.GetAsync("/api/me")).GetProperty("email").GetString());
    }

    [Fact]
    public async Task A_passkey_is_listed_renamed_and_removed()
    {
        using var person = await api.SignInAsync();
        using var authenticator = new SoftwareAuthenticator(Origin);
        var added = await AddAsync(person, authenticator, "Laptop");
        Assert.Equal(authenticator.Id, added.Id());

        await person.PutAsync($"/api/me/passkeys/{added.Id()}", new { name = "Old laptop" });
        var listed = Assert.Single((await person.GetAsync("/api/me/passkeys")).EnumerateArray());
        Assert.Equal("Old laptop", listed.GetProperty("name").GetString());

        await person.DeleteAsync($"/api/me/passkeys/{added.Id()}");
        Assert.Empty((await person.GetAsync("/api/me/passkeys")).EnumerateArray());
        await RefusedAsync(authenticator);
    }

    [Fact]
    public async Task A_passkey_that_was_used_on_a_page_of_another_site_is_refused()
    {
        using var person = await api.SignInAsync();
        using var authenticator = new SoftwareAuthenticator(Origin);
        await AddAsync(person, authenticator, "Laptop");

        authenticator.Origin = "https://evil.example";
        await RefusedAsync(authenticator);
        authenticator.Origin = $"http://localhost:{api.Address.Port + 1}";
        await RefusedAsync(authenticator);
        authenticator.Origin = Origin;
        await SignInAsync(authenticator);
    }

    /// <summary>As a server that stands between would send it, which can set every header.</summary>
    [Fact]
    public async Task The_header_Origin_does_not_make_another_site_s_passkey_good()
    {
        using var person = await api.SignInAsync();
        using var authenticator = new SoftwareAuthenticator(Origin);
        await AddAsync(person, authenticator, "Laptop");
        authenticator.Origin = "https://evil.example";
        using var between = new Person(api.Address);
        object shown = await ShowAsync(between, authenticator);
        between.Http.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        between.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        await between.PostRefusedAsync(
            "/api/sign-in/passkey",
            shown,
            HttpStatusCode.Unauthorized,
            "sign-in.bad-passkey"
        );
    }

    [Fact]
    public async Task A_passkey_for_another_domain_is_refused()
    {
        using var person = await api.SignInAsync();
        using var authenticator = new SoftwareAuthenticator(Origin);
        await AddAsync(person, authenticator, "Laptop");
        authenticator.Domain = "evil.example";
        await RefusedAsync(authenticator);
    }

    [Fact]
    public async Task A_passkey_for_another_domain_is_not_added()
    {
        using var person = await api.SignInAsync();
        using var authenticator = new SoftwareAuthenticator(Origin) { Domain = "evil.example" };
        await NotAddedAsync(person, authenticator);
    }

    [Fact]
    public async Task A_passkey_of_another_page_s_making_is_not_added()
    {
        using var person = await api.SignInAsync();
        using var authenticator = new SoftwareAuthenticator("https://evil.example");
        await NotAddedAsync(person, authenticator);
    }

    [Fact]
    public async Task A_passkey_without_finger_face_or_pin_is_refused()
    {
        using var person = await api.SignInAsync();
        using var authenticator = new SoftwareAuthenticator(Origin);
        await AddAsync(person, authenticator, "Laptop");
        authenticator.VerifiesUser = false;
        await RefusedAsync(authenticator);
    }

    [Fact]
    public async Task An_answer_is_good_once()
    {
        using var person = await api.SignInAsync();
        using var authenticator = new SoftwareAuthenticator(Origin);
        await AddAsync(person, authenticator, "Laptop");
        using var first = new Person(api.Address);
        object shown = await ShowAsync(first, authenticator);
        await first.PostAsync("/api/sign-in/passkey", shown);

        await first.PostRefusedAsync("/api/sign-in/passkey", shown, HttpStatusCode.Unauthorized, "sign-in.bad-passkey");
        using var thief = new Person(api.Address);
        await ShowAsync(thief, authenticator);
        await thief.PostRefusedAsync("/api/sign-in/passkey", shown, HttpStatusCode.Unauthorized, "sign-in.bad-passkey");
    }

    [Fact]
    public async Task A_passkey_that_another_key_signed_for_is_refused()
    {
        using var person = await api.SignInAsync();
        using var unknown = new SoftwareAuthenticator(Origin);
        using var stranger = new Person(api.Address);
        var options = await person.PostAsync("/api/me/passkeys/options");
        unknown.Create(options);
        await stranger.PostRefusedAsync(
            "/api/sign-in/passkey",
            await ShowAsync(stranger, unknown),
            HttpStatusCode.Unauthorized,
            "sign-in.bad-passkey"
        );
    }

    [Theory]
    [InlineData("""{"credential":{}}""")]
    [InlineData("""{"credential":"x"}""")]
    [InlineData("""{"credential":{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA"}}}""")]
    public async Task What_is_no_passkey_is_refused(string body)
    {
        using var stranger = new Person(api.Address);
        await stranger.PostAsync("/api/sign-in/passkey/options");
        await stranger.PostRefusedAsync(
            "/api/sign-in/passkey",
            JsonElement.Parse(body),
            HttpStatusCode.Unauthorized,
            "sign-in.bad-passkey"
        );
    }

    [Fact]
    public async Task The_last_way_to_sign_in_is_not_removed()
    {
        await using var app = api.Start(
            new() { ["Owner:Email"] = $"{Guid.NewGuid():N}@example.org", ["Owner:Tenant"] = "New" }
        );
        using var owner = new Person(app.ClientOptions.BaseAddress);
        await owner.PostAsync("/api/sign-in/link", new { token = ApiFixture.LinkToken });
        string origin = app.ClientOptions.BaseAddress.GetLeftPart(UriPartial.Authority);
        using var laptop = new SoftwareAuthenticator(origin);
        using var phone = new SoftwareAuthenticator(origin);
        await AddAsync(owner, laptop, "Laptop");
        await owner.RefusedAsync(
            who => who.Http.DeleteAsync(new Uri($"/api/me/passkeys/{laptop.Id}", UriKind.Relative)),
            HttpStatusCode.Conflict,
            "passkey.last-way"
        );

        await AddAsync(owner, phone, "Phone");
        await owner.DeleteAsync($"/api/me/passkeys/{laptop.Id}");
    }

    [Fact]
    public async Task Another_person_s_passkey_is_not_found()
    {
        using var person = await api.SignInAsync();
        using var other = await api.SignInAsync();
        using var authenticator = new SoftwareAuthenticator(Origin);
        await AddAsync(other, authenticator, "Laptop");
        await person.RefusedAsync(
            who => who.Http.DeleteAsync(new Uri($"/api/me/passkeys/{authenticator.Id}", UriKind.Relative)),
            HttpStatusCode.NotFound,
            "not-found"
        );
    }

    [Fact]
    public async Task The_domain_can_be_configured()
    {
        await using var app = api.Start(new() { ["Passkeys:Domain"] = "example.org" });
        using var person = new Person(app.ClientOptions.BaseAddress);
        var options = await person.PostAsync("/api/sign-in/passkey/options");
        Assert.Equal("example.org", options.GetProperty("rpId").GetString());
        Assert.Equal("required", options.GetProperty("userVerification").GetString());
    }

    private static async Task<JsonElement> AddAsync(Person person, SoftwareAuthenticator authenticator, string name) =>
        await person.PostAsync(
            "/api/me/passkeys",
            new { name, credential = authenticator.Create(await person.PostAsync("/api/me/passkeys/options")) }
        );

    private static async Task NotAddedAsync(Person person, SoftwareAuthenticator authenticator)
    {
        var options = await person.PostAsync("/api/me/passkeys/options");
        await person.PostRefusedAsync(
            "/api/me/passkeys",
            new { name = "Laptop", credential = authenticator.Create(options) },
            HttpStatusCode.BadRequest,
            "passkey.refused"
        );
        Assert.Empty((await person.GetAsync("/api/me/passkeys")).EnumerateArray());
    }

    private static async Task<object> ShowAsync(Person person, SoftwareAuthenticator authenticator) =>
        new { credential = authenticator.Get(await person.PostAsync("/api/sign-in/passkey/options")) };

    private async Task SignInAsync(SoftwareAuthenticator authenticator)
    {
        using var person = new Person(api.Address);
        await person.PostAsync("/api/sign-in/passkey", await ShowAsync(person, authenticator));
    }

    private async Task RefusedAsync(SoftwareAuthenticator authenticator)
    {
        using var person = new Person(api.Address);
        await person.PostRefusedAsync(
            "/api/sign-in/passkey",
            await ShowAsync(person, authenticator),
            HttpStatusCode.Unauthorized,
            "sign-in.bad-passkey"
        );
        await person.GetRefusedAsync("/api/me", HttpStatusCode.Unauthorized, "sign-in.required");
    }
}
