using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AethergenAI.Journeys;

/// <summary>
/// From the printed link to a passkey, a password and two-step sign-in, with an authenticator that Chromium plays.
/// </summary>
[Collection(nameof(RunningSystem))]
public sealed class SigningInTests(RunningSystem system)
{
    private const string Password = "gate-lantern-otter";

    [Fact]
    public async Task An_owner_who_came_by_the_link_is_led_to_a_passkey_and_signs_in_with_it()
    {
        var page = await system.VisitAsync();
        await AddAuthenticatorAsync(page);
        await page.GotoAsync(system.SignInLink);
        var notice = page.GetByRole(AriaRole.Region, new() { Name = "Your own way to sign in" });
        await notice.GetByRole(AriaRole.Link, new() { Name = "Set one now" }).ClickAsync();

        await page.GetByLabel("Name of the new passkey").FillAsync("Test laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        var passkeys = page.GetByRole(AriaRole.List, new() { Name = "Passkeys" });
        await Expect(passkeys.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await page.GotoAsync(system.Address + "/projects");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Expect(notice).ToHaveCountAsync(0);

        await SignOutAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Account of") })).ToBeVisibleAsync();

        await SetUpTwoStepsAsync(page);
        await RemoveAllAsync(page);
        await page.Context.CloseAsync();
    }

    /// <summary>A password, an app's code, and the second step of signing in; each state without a violation.</summary>
    private async Task SetUpTwoStepsAsync(IPage page)
    {
        var violations = new List<string>();
        await page.GotoAsync(system.Address + "/account");
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set password" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up two-step sign-in" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Set up two-step sign-in" });
        await Expect(form.GetByRole(AriaRole.Img)).ToBeVisibleAsync();
        violations.AddRange(await Axe.ViolationsAsync(page));

        string secret = await form.Locator("p.select-all").InnerTextAsync();
        await form.GetByLabel("Code that the app shows").FillAsync(Totp.Code(secret));
        await form.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        var codes = page.GetByRole(AriaRole.Region, new() { Name = "Recovery codes" });
        await Expect(codes.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(10);
        violations.AddRange(await Axe.ViolationsAsync(page));
        string code = await codes.GetByRole(AriaRole.Listitem).First.InnerTextAsync();
        string email = (
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Account of") })
                .GetAttributeAsync("aria-label")
        )!["Account of ".Length..];
        await codes.GetByRole(AriaRole.Button, new() { Name = "I have kept them" }).ClickAsync();

        await SignOutAsync(page);
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Code", new() { Exact = true })).ToBeFocusedAsync();
        violations.AddRange(await Axe.ViolationsAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a recovery code" }).ClickAsync();
        await page.GetByLabel("Recovery code").FillAsync(code);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Account of") })).ToBeVisibleAsync();
        Assert.True(violations.Count == 0, string.Join("\n", violations));
    }

    /// <summary>Leaves the account with its password alone, for the tests that come after.</summary>
    private async Task RemoveAllAsync(IPage page)
    {
        await page.GotoAsync(system.Address + "/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn off" }).ClickAsync();
        await page.GetByLabel("Your password").FillAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Set up two-step sign-in" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Test laptop" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Expect(page.GetByText("You have no passkey yet.")).ToBeVisibleAsync();
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Account of") }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    private static async Task AddAuthenticatorAsync(IPage page)
    {
        // The authenticator answers everything at once, so that the list at the field of the name would sign in before
        // anything is pressed.
        await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        var protocol = await page.Context.NewCDPSessionAsync(page);
        await protocol.SendAsync("WebAuthn.enable");
        await protocol.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new()
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            }
        );
    }
}
