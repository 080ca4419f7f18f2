using System.Net;
using AethergenAI.Api.Accounts;

namespace AethergenAI.Api.Tests.Accounts;

/// <summary>A password that is tried first is refused, and the reason is said.</summary>
public sealed class PasswordTests(ApiFixture api)
{
    [Theory]
    [InlineData("123456789012")] // in the list
    [InlineData("Password1234")] // in the list with digits added
    [InlineData("!!qwertyuiop1!")]
    [InlineData("2026superman")]
    [InlineData("dragondragon")] // repeated
    [InlineData("xzkqxzkqxzkqxz")] // four letters repeated
    [InlineData("Sunshine 2026!")]
    public void A_common_password_is_known_with_what_is_usually_added(string password) =>
        Assert.True(CommonPasswords.Covers(password));

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("another horse battery")]
    [InlineData("gate-lantern-otter")]
    [InlineData("482915736204")]
    [InlineData("password about nothing")]
    [InlineData("x7#Kq!m2Vz@9")]
    public void Other_passwords_are_not(string password) => Assert.False(CommonPasswords.Covers(password));

    [Fact]
    public async Task A_breached_password_is_refused()
    {
        using var person = await api.SignInAsync();
        var problem = await RefusedAsync(person, "Password1234");
        Assert.Contains("breached", problem, StringComparison.Ordinal);
        await person.PostAsync(
            "/api/me/password",
            new { current = ApiFixture.Password, password = "gate-lantern-otter" }
        );
    }

    [Fact]
    public async Task A_password_with_the_person_s_own_address_is_refused()
    {
        using var person = await api.SignInAsync();
        string name = person.Email.Split('@')[0];
        Assert.Contains(
            "e-mail address",
            await RefusedAsync(person, $"gate {name.ToUpperInvariant()}"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("for A Tenant only")]
    [InlineData("my_a-tenant_2026")]
    public async Task A_password_with_the_organisation_s_name_is_refused(string password)
    {
        using var person = await api.SignInAsync();
        Assert.Contains("organisation", await RefusedAsync(person, password), StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(Person person, string password) =>
        (
            await person.PostRefusedAsync(
                "/api/me/password",
                new { current = ApiFixture.Password, password },
                HttpStatusCode.BadRequest,
                "account.password-refused"
            )
        )
            .GetProperty("detail")
            .GetString()!;
}
