using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AethergenAI.Api.Tests.Accounts;

/// <summary>After the password comes the code of an authenticator app, or a recovery code, each good once.</summary>
public sealed class TwoFactorTests(ApiFixture api)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_alone_signs_in_no_longer_and_with_a_code_it_does()
    {
        using var person = await api.SignInAsync();
        var (secret, _) = await TurnOnAsync(person);
        using var later = new Person(api.Address);

        await PasswordAsync(later, person);
        await later.GetRefusedAsync("/api/me", HttpStatusCode.Unauthorized, "sign-in.required");
        var me = await later.PostAsync("/api/sign-in/code", new { code = Code(secret, 0) });

        Assert.Equal(person.Email, me.GetProperty("email").GetString());
        await later.GetAsync("/api/me");
    }

    [Fact]
    public async Task A_code_is_not_accepted_twice()
    {
        using var person = await api.SignInAsync();
        var (secret, _) = await TurnOnAsync(person);
        string code = Code(secret, 0);
        using var first = new Person(api.Address);
        await PasswordAsync(first, person);
        await first.PostAsync("/api/sign-in/code", new { code });

        using var second = new Person(api.Address);
        await PasswordAsync(second, person);
        await WrongAsync(second, "code", code);
        await WrongAsync(second, "code", "+" + code);
        await WrongAsync(second, "code", "0" + code);
        await second.PostAsync("/api/sign-in/code", new { code = Code(secret, 1) });
    }

    [Fact]
    public async Task A_code_without_a_password_before_it_signs_nobody_in()
    {
        using var stranger = new Person(api.Address);
        await stranger.PostRefusedAsync(
            "/api/sign-in/code",
            new { code = "123456" },
            HttpStatusCode.Unauthorized,
            "sign-in.start-again"
        );
    }

    [Fact]
    public async Task Each_recovery_code_signs_in_once()
    {
        using var person = await api.SignInAsync();
        var (_, codes) = await TurnOnAsync(person);
        Assert.Equal(10, codes.Distinct().Count());
        using var first = new Person(api.Address);
        await PasswordAsync(first, person);
        await first.PostAsync("/api/sign-in/recovery-code", new { code = $" {codes[0].ToLowerInvariant()} " });
        Assert.Equal(9, (await first.GetAsync("/api/me/sign-in-ways")).GetProperty("recoveryCodesLeft").GetInt32());

        using var second = new Person(api.Address);
        await PasswordAsync(second, person);
        await WrongAsync(second, "recovery-code", codes[0]);
        await second.PostAsync("/api/sign-in/recovery-code", new { code = codes[1] });
    }

    [Theory]
    [InlineData("code")]
    [InlineData("recovery-code")]
    public async Task Five_wrong_codes_lock_the_account(string kind)
    {
        using var person = await api.SignInAsync();
        var (secret, codes) = await TurnOnAsync(person);
        using var thief = new Person(api.Address);
        for (int guess = 0; guess < 5; guess++)
        {
            await PasswordAsync(thief, person); // the right password in between does not begin the count anew
            await WrongAsync(thief, kind, $"00000{guess}");
        }

        await WrongAsync(thief, "code", Code(secret, 0));
        await WrongAsync(thief, "recovery-code", codes[0]);
        using var later = new Person(api.Address);
        await later.PostRefusedAsync(
            "/api/sign-in",
            new { email = person.Email, password = ApiFixture.Password },
            HttpStatusCode.Unauthorized,
            "sign-in.bad-password"
        );
    }

    [Fact]
    public async Task New_recovery_codes_replace_the_old_ones()
    {
        using var person = await api.SignInAsync();
        var (_, old) = await TurnOnAsync(person);
        var renewed = Codes(
            await person.PostAsync("/api/me/two-factor/recovery-codes", new { password = ApiFixture.Password })
        );
        using var later = new Person(api.Address);
        await PasswordAsync(later, person);
        await WrongAsync(later, "recovery-code", old[0]);
        await later.PostAsync("/api/sign-in/recovery-code", new { code = renewed[0] });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_turned_off_with_the_password_or_a_code(bool byPassword)
    {
        using var person = await api.SignInAsync();
        var (secret, _) = await TurnOnAsync(person);
        await person.PostRefusedAsync(
            "/api/me/two-factor/off",
            byPassword ? new { password = "not this one" } : new { code = "000000" },
            HttpStatusCode.BadRequest,
            "two-factor.not-proven"
        );

        await person.PostAsync(
            "/api/me/two-factor/off",
            byPassword ? new { password = ApiFixture.Password } : new { code = Code(secret, 0) }
        );
        var ways = await person.GetAsync("/api/me/sign-in-ways");
        Assert.False(ways.GetProperty("twoFactor").GetBoolean());
        Assert.Equal(0, ways.GetProperty("recoveryCodesLeft").GetInt32());
        using var later = new Person(api.Address);
        await later.PostAsync("/api/sign-in", new { email = person.Email, password = ApiFixture.Password });
    }

    [Fact]
    public async Task It_is_not_on_before_a_code_has_shown_that_the_app_has_the_secret()
    {
        using var person = await api.SignInAsync();
        await person.PostAsync("/api/me/two-factor/setup");
        await person.PostRefusedAsync(
            "/api/me/two-factor",
            new { code = "000000" },
            HttpStatusCode.BadRequest,
            "two-factor.bad-code"
        );
        using var later = new Person(api.Address);
        await later.PostAsync("/api/sign-in", new { email = person.Email, password = ApiFixture.Password });
    }

    [Fact]
    public async Task Turning_it_on_ends_the_sessions_elsewhere_and_not_this_one()
    {
        using var person = await api.SignInAsync();
        using var elsewhere = new Person(api.Address);
        await elsewhere.PostAsync("/api/sign-in", new { email = person.Email, password = ApiFixture.Password });
        await TurnOnAsync(person);
        await elsewhere.GetRefusedAsync("/api/me", HttpStatusCode.Unauthorized, "sign-in.required");
        Assert.True((await person.GetAsync("/api/me/sign-in-ways")).GetProperty("twoFactor").GetBoolean());
        await person.PostRefusedAsync("/api/me/two-factor/setup", new { }, HttpStatusCode.Conflict, "two-factor.on");
    }

    [Fact]
    public async Task A_passkey_needs_no_code()
    {
        using var person = await api.SignInAsync();
        await TurnOnAsync(person);
        using var authenticator = new SoftwareAuthenticator(api.Address.GetLeftPart(UriPartial.Authority));
        var options = await person.PostAsync("/api/me/passkeys/options");
        await person.PostAsync("/api/me/passkeys", new { name = "Laptop", credential = authenticator.Create(options) });
        using var later = new Person(api.Address);
        var asked = await later.PostAsync("/api/sign-in/passkey/options");
        await later.PostAsync("/api/sign-in/passkey", new { credential = authenticator.Get(asked) });
        await later.GetAsync("/api/me");
    }

    [Fact]
    public async Task The_database_holds_neither_the_secret_nor_a_recovery_code_in_the_clear()
    {
        using var person = await api.SignInAsync();
        var (secret, codes) = await TurnOnAsync(person);
        await using var command = api
            .Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand(
                """
                select string_agg(value, ' ') from identity.account_tokens t
                join identity.accounts a on a.id = t.user_id where a.email = $1
                """
            );
        command.Parameters.Add(new() { Value = person.Email });
        string stored = (string)(await command.ExecuteScalarAsync(ct))!;
        Assert.All([secret, .. codes], clear => Assert.DoesNotContain(clear, stored, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_picture_is_svg_and_the_link_has_the_secret()
    {
        using var person = await api.SignInAsync();
        var setup = await person.PostAsync("/api/me/two-factor/setup");
        string secret = setup.GetProperty("secret").GetString()!.Replace(" ", "", StringComparison.Ordinal);
        Assert.StartsWith("<svg", setup.GetProperty("picture").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            $"otpauth://totp/AethergenAI:{Uri.EscapeDataString(person.Email)}?secret={secret}"
                + "&issuer=AethergenAI&digits=6",
            setup.GetProperty("link").GetString()
        );
    }

    private static async Task<(string Secret, IReadOnlyList<string> Codes)> TurnOnAsync(Person person)
    {
        var setup = await person.PostAsync("/api/me/two-factor/setup");
        string secret = setup.GetProperty("secret").GetString()!.Replace(" ", "", StringComparison.Ordinal);
        // The step before, so that the test still has the present one.
        return (secret, Codes(await person.PostAsync("/api/me/two-factor", new { code = Code(secret, -1) })));
    }

    private static IReadOnlyList<string> Codes(JsonElement made) =>
        [.. made.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!)];

    private static Task<JsonElement> PasswordAsync(Person who, Person person) =>
        who.PostRefusedAsync(
            "/api/sign-in",
            new { email = person.Email, password = ApiFixture.Password },
            HttpStatusCode.Unauthorized,
            "sign-in.code-needed"
        );

    private static Task<JsonElement> WrongAsync(Person who, string kind, string code) =>
        who.PostRefusedAsync($"/api/sign-in/{kind}", new { code }, HttpStatusCode.Unauthorized, "sign-in.bad-code");

    /// <summary>RFC 6238 with SHA-1, 30 seconds, six digits, as an app computes it.</summary>
    private static string Code(string secret, int stepsFromNow)
    {
        byte[] step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(
            step,
            (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + stepsFromNow
        );
#pragma warning disable CA5350 // what the RFC says
        byte[] hash = HMACSHA1.HashData(Base32(secret), step);
#pragma warning restore CA5350
        int number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return $"{number % 1_000_000:D6}";
    }

    private static byte[] Base32(string text)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        string bits = string.Concat(text.Select(letter => $"{Letters.IndexOf(letter, StringComparison.Ordinal):b5}"));
        return
        [
            .. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2)),
        ];
    }
}
