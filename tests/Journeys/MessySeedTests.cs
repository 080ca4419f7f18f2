using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AethergenAI.Journeys;

/// <summary>Files that are written in unusual ways are taken, said to be so, and corrected without a mouse.</summary>
[Collection(nameof(RunningSystem))]
public sealed class MessySeedTests(RunningSystem system)
{
    [Fact]
    public async Task A_file_without_a_header_is_sent_again_and_read_as_it_is_corrected()
    {
        var page = await system.VisitAsync();
        await page.GotoAsync(system.SignInLink);
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Recent runs" })).ToBeVisibleAsync();
        await page.GotoAsync($"{system.Address}{new Uri(page.Url).AbsolutePath}/seeding");
        await page.GetByLabel("Choose a file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "messy.csv",
                    MimeType = "text/csv",
                    Buffer = Messy(),
                }
            );
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Line 1 looks like a row of data");
        await page.GetByRole(AriaRole.Button, new() { Name = "Line 1 is a row: send it again" }).PressAsync("Enter");

        var reading = page.GetByRole(AriaRole.Region, new() { Name = "How the file was read" });
        await Expect(reading)
            .ToContainTextAsync("semicolon, no header, Western European (Windows-1252), decimal comma");
        await Expect(page.GetByText("column_1", new() { Exact = true })).ToBeVisibleAsync();

        var change = reading.GetByRole(AriaRole.Button, new() { Name = "Change how the file was read" });
        await change.PressAsync("Enter");
        await page.GetByLabel("Names of the columns").FillAsync("age\ntown\nprice");
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Read the file again" }).PressAsync("Enter");
        await Expect(reading.GetByRole(AriaRole.Status)).ToHaveTextAsync("The file was read again: 200 rows.");
        await Expect(change).ToBeFocusedAsync();
        await Expect(page.GetByText("price", new() { Exact = true })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>Semicolons, decimal commas and Latin-1; line 1 is a row.</summary>
    private static byte[] Messy()
    {
        var text = new StringBuilder();
        for (int row = 0; row < 200; row++)
        {
            string town = row % 3 == 0 ? "Besançon" : "Dole";
            text.Append(CultureInfo.InvariantCulture, $"{18 + (row % 60)};{town};{row % 97},{10 + (row % 89)}\n");
        }
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
