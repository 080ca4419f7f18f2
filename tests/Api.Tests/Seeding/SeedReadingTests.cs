using System.Net;
using System.Text;
using System.Text.Json;

namespace AethergenAI.Api.Tests.Seeding;

/// <summary>How an uploaded file was read is said with a reason, and can be corrected without another upload.</summary>
public sealed class SeedReadingTests(ApiFixture api)
{
    /// <summary>Semicolons, decimal commas, and an é in Latin-1.</summary>
    private static readonly byte[] Messy = Encoding.Latin1.GetBytes(
        "Ort;Preis\n"
            + string.Concat(Enumerable.Range(0, 30).Select(i => $"{(i % 2 == 0 ? "Orléans" : "Bonn")};{i},5\n"))
    );

    private static readonly byte[] Cyrillic = CodePagesEncodingProvider
        .Instance.GetEncoding("windows-1251")!
        .GetBytes("город,год\n" + string.Concat(Enumerable.Repeat("Москва,2024\n", 30)));

    [Fact]
    public async Task What_was_judged_is_said_with_how_sure_it_is_and_why()
    {
        using var person = await api.SignInAsync();
        var reading = (await UploadAsync(person, "", Messy)).GetProperty("reading");
        Assert.Equal((";", "judged", "Cut there, 31 of the first 31 lines have 2 cells."), Part(reading, "delimiter"));
        // Two cells that both speak for a header: (2 + 0.5) / (2 + 1).
        Assert.Equal(
            ("present", "judged", "Of its 2 cells, 1 have letters where the cells below are numbers, dates or codes."),
            Part(reading, "header")
        );
        Assert.Equal(
            ("comma", "judged", "The numbers of 1 column have a decimal comma."),
            Part(reading, "decimalSign")
        );
        // 30 cells: 30 / (30 + 2).
        Assert.Equal(0.9375, reading.GetProperty("decimalSign").GetProperty("sure").GetDouble());
        Assert.Equal("windows-1252", Part(reading, "encoding").Value);
        Assert.Contains("NA", reading.GetProperty("missing").EnumerateArray().Select(token => token.GetString()));
        Assert.False(reading.GetProperty("missingDeclared").GetBoolean());
    }

    [Fact]
    public async Task A_seed_is_read_again_as_it_is_corrected()
    {
        using var person = await api.SignInAsync();
        var seed = await UploadAsync(person, "&header=present", "39,York\n50,York\n38,Leeds\n28,York\n"u8.ToArray());
        Assert.Equal(3, seed.GetProperty("rows").GetInt32());
        var again = await person.PostAsync($"/api/seeds/{seed.Id()}/read?header=absent&names=age&names=town");

        Assert.Equal(4, again.GetProperty("rows").GetInt32());
        Assert.Equal(("absent", "declared", "You said so."), Part(again.GetProperty("reading"), "header"));
        Assert.Equal(
            ["age", "town"],
            again
                .GetProperty("profile")
                .GetProperty("schema")
                .GetProperty("columns")
                .EnumerateArray()
                .Select(column => column.GetProperty("name").GetString())
        );
        Assert.Equal(again.GetRawText(), (await person.GetAsync($"/api/seeds/{seed.Id()}")).GetRawText());
    }

    [Fact]
    public async Task A_correction_that_the_file_contradicts_is_refused_and_changes_nothing()
    {
        using var person = await api.SignInAsync();
        var seed = await UploadAsync(person, "", Messy);
        await person.PostRefusedAsync(
            $"/api/seeds/{seed.Id()}/read?header=absent&names=place",
            new { },
            HttpStatusCode.BadRequest,
            "csv.names"
        );
        Assert.Equal(seed.GetRawText(), (await person.GetAsync($"/api/seeds/{seed.Id()}")).GetRawText());
    }

    [Fact]
    public async Task A_file_in_an_unknown_encoding_is_refused_with_the_likeliest_ones_to_choose_from()
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "Orte" })).Id();
        var problem = await person.RefusedAsync(
            who =>
                who.Http.PostAsync(
                    new Uri($"/api/projects/{project}/seeds?name=orte.csv", UriKind.Relative),
                    new ByteArrayContent(Cyrillic)
                ),
            HttpStatusCode.BadRequest,
            "csv.encoding-unknown"
        );
        var suggestions = problem.GetProperty("about").GetProperty("suggestions").EnumerateArray();
        Assert.Contains("windows-1251", suggestions.Select(name => name.GetString()));
        Assert.Equal("windows-1252", suggestions.Last().GetString());
    }

    private static (string? Value, string? Basis, string? Reason) Part(JsonElement reading, string name)
    {
        var part = reading.GetProperty(name);
        return (
            part.GetProperty("value").GetString(),
            part.GetProperty("basis").GetString(),
            part.GetProperty("reason").GetString()
        );
    }

    private static async Task<JsonElement> UploadAsync(Person person, string dialect, byte[] file)
    {
        string project = (await person.PostAsync("/api/projects", new { name = "Orte" })).Id();
        using var answer = await person.Http.PostAsync(
            new Uri($"/api/projects/{project}/seeds?name=orte.csv{dialect}", UriKind.Relative),
            new ByteArrayContent(file)
        );
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }
}
