using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AethergenAI.Journeys;

[Collection(nameof(RunningSystem))]
public sealed class ColleagueTests(RunningSystem system)
{
    private const string Colleague = "grace@example.org";

    [Fact]
    public async Task An_owner_invites_a_colleague_who_joins_and_sees_the_work_but_not_the_settings()
    {
        var owner = await system.VisitAsync();
        await owner.GotoAsync(system.SignInLink);
        await owner.GetByRole(AriaRole.Link, new() { Name = "Organisation" }).ClickAsync();
        await owner.GetByLabel("E-mail").FillAsync(Colleague);
        await owner.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        string link = await owner.GetByRole(AriaRole.Textbox, new() { Name = "Invitation link" }).InputValueAsync();

        var colleague = await system.VisitAsync(ColorScheme.Dark);
        await colleague.GotoAsync(link);
        await Expect(colleague.GetByText("invites grace@example.org as analyst")).ToBeVisibleAsync();
        await colleague.GetByLabel("Choose a password").FillAsync("correct horse battery");
        await colleague.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Expect(colleague.GetByRole(AriaRole.List, new() { Name = "Recent runs" })).ToBeVisibleAsync();
        await colleague.GetByRole(AriaRole.Link, new() { Name = "Organisation" }).ClickAsync();
        await Expect(colleague.GetByRole(AriaRole.Row, new() { Name = Colleague })).ToBeVisibleAsync();
        await Expect(colleague.GetByRole(AriaRole.Tab, new() { Name = "Keys" })).ToHaveCountAsync(0);

        await RemoveAsync(owner);
        await colleague.ReloadAsync();
        await Expect(colleague.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await colleague.GotoAsync(link);
        await Expect(colleague.GetByText("invitation.used")).ToBeVisibleAsync();
        await owner.Context.CloseAsync();
        await colleague.Context.CloseAsync();
    }

    private static async Task RemoveAsync(IPage owner)
    {
        await owner.ReloadAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = $"Remove {Colleague}" }).ClickAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Button, new() { Name = $"Remove {Colleague}" })).ToHaveCountAsync(0);
    }
}
