using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AethergenAI.Journeys;

[Collection(nameof(RunningSystem))]
public sealed partial class FromSeedToEvidenceTests(RunningSystem system)
{
    private const float RunTimeout = 120_000;

    [Fact]
    public async Task A_visitor_goes_from_the_printed_link_to_a_pack_that_verifies_in_the_browser()
    {
        var page = await system.VisitAsync();
        await SeeTheDemo(page);
        await StartAProject(page);
        await UploadASeed(page);
        await SaveTheSchema(page);
        await WatchARun(page);
        await ReadTheReport(page);
        await VerifyThePack(page);
        await page.Context.CloseAsync();
    }

    private async Task SeeTheDemo(IPage page)
    {
        await page.GotoAsync(system.SignInLink);
        // The first page of a cold browser may take longer than the usual five seconds.
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToHaveTextAsync(Demo(), new() { Timeout = 30_000 });
        var runs = page.GetByRole(AriaRole.List, new() { Name = "Recent runs" });
        await Expect(runs.GetByText("Finished")).ToBeVisibleAsync();
    }

    private async Task StartAProject(IPage page)
    {
        await page.GotoAsync($"{system.Address}/projects?new");
        await page.GetByLabel("Name").FillAsync("Journey");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Journey", Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task UploadASeed(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Upload a seed" }).First.ClickAsync();
        await page.GetByLabel("Choose a file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "patients.csv",
                    MimeType = "text/csv",
                    Buffer = Seeds.Patients(800),
                }
            );
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "patients.csv", Level = 1 })).ToBeVisibleAsync();
        await Expect(page.GetByText("800 rows")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Design the schema" }).ClickAsync();
    }

    private static async Task SaveTheSchema(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "outcome", Exact = true }).ClickAsync();
        await page.GetByLabel("Role").SelectOptionAsync("target");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save schema" }).ClickAsync();
        await Expect(page.GetByText("Version 1")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Start a run with this schema" }).ClickAsync();
    }

    private static async Task WatchARun(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the run" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(RunAddress());
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Run progress" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Open the report" }))
            .ToBeVisibleAsync(new() { Timeout = RunTimeout });
    }

    private static async Task ReadTheReport(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the report" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Verdict" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { NameRegex = DialSentence() })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Privacy" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Attacks" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Evidence" }).ClickAsync();
    }

    private static async Task VerifyThePack(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Download the pack" }).ClickAsync()
        );
        byte[] pack = await File.ReadAllBytesAsync(await download.PathAsync());

        await Choose(page, pack);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Intact", Exact = true })).ToBeVisibleAsync();

        await Choose(page, WithAnotherRow(pack));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Not intact" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Faults" }))
            .ToContainTextAsync("trials/c01-r1/synthetic.csv");
    }

    private static Task Choose(IPage page, byte[] pack) =>
        page.GetByLabel("Choose a pack to verify")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "pack.zip",
                    MimeType = "application/zip",
                    Buffer = pack,
                }
            );

    private static byte[] WithAnotherRow(byte[] pack)
    {
        using var zip = new MemoryStream();
        zip.Write(pack);
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Update, leaveOpen: true))
        using (var rows = archive.GetEntry("trials/c01-r1/synthetic.csv")!.Open())
        {
            rows.Seek(0, SeekOrigin.End);
            rows.Write(Encoding.UTF8.GetBytes("41,surgery,9.5,same\r\n"));
        }

        return zip.ToArray();
    }

    [GeneratedRegex("demo", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Demo();

    [GeneratedRegex("/generation/[0-9a-f-]{36}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RunAddress();

    [GeneratedRegex("^Model collapse risk [0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DialSentence();
}
