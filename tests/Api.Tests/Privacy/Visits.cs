using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Api.Tests.Privacy;

/// <summary>
/// Made-up visits to wards, a schema that lets a private fit read them, and what is asked about them.
/// </summary>
internal static class Visits
{
    internal static object SameAs(JsonElement seed) => new { same = true, seedId = seed.Id() };

    internal static string State(JsonElement seed) => seed.GetProperty("sharedRows").GetProperty("state").GetString()!;

    internal static IEnumerable<string> Purposes(JsonElement ledger) =>
        ledger.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("purpose").GetString()!);

    internal static async Task<string> ProjectAsync(Person person) =>
        (await person.PostAsync("/api/projects", new { name = "Visits" })).Id();

    internal static string Rows(int count, int from = 0, int? changed = null) =>
        "number,ward\n"
        + string.Concat(
            Enumerable
                .Range(from, count)
                .Select(i =>
                    i == changed ? "9999,C\n" : string.Create(CultureInfo.InvariantCulture, $"{i},{"AB"[i % 2]}\n")
                )
        );

    internal static async Task<string> SchemaAsync(Person person, string project) =>
        (
            await person.PostAsync(
                $"/api/projects/{project}/schemas",
                new
                {
                    name = "visits",
                    document = new
                    {
                        name = "visits",
                        columns = new object[]
                        {
                            new
                            {
                                kind = "integer",
                                name = "number",
                                min = 0,
                                max = 9999,
                                domain = "public",
                                bins = new[] { 0, 5000, 10000 },
                            },
                            new
                            {
                                kind = "categorical",
                                name = "ward",
                                levels = new[] { "A", "B", "C" },
                                domain = "public",
                            },
                        },
                        privacy = new { maxRows = 100000 },
                    },
                }
            )
        ).Id();

    internal static object Run(string seed, string schema) =>
        new
        {
            name = "private",
            seedId = seed,
            schemaId = schema,
            recipe = new
            {
                name = "private",
                data = new { seed = "seed.csv" },
                @base = new { generator = "mst", options = new { epsilon = 0.8 } },
            },
        };

    internal static LedgerCharge Charge(double epsilon) =>
        new(
            PrivacyUnit.Row,
            "run",
            "a fit",
            LedgerCharge.Reservation,
            new Dictionary<string, string>(),
            Zcdp.Rho(epsilon, 1e-9)
        );

    internal static Task<HttpResponseMessage> PutAsync(Person person, JsonElement seed, string what, object body) =>
        person.Http.PutAsJsonAsync(
            new Uri($"/api/seeds/{seed.Id()}/{what}", UriKind.Relative),
            body,
            Json.Options,
            TestContext.Current.CancellationToken
        );

    internal static async Task<JsonElement> SayAsync(Person person, JsonElement seed, object body)
    {
        using var answer = await PutAsync(person, seed, "people", body);
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    internal static Task<JsonElement> RefusedAsync(
        Person person,
        JsonElement seed,
        object body,
        HttpStatusCode status,
        string code
    ) => person.RefusedAsync(who => PutAsync(who, seed, "people", body), status, code);

    internal static async Task BudgetAsync(Person person, JsonElement seed, double epsilon, string? reason = null)
    {
        using var answer = await PutAsync(
            person,
            seed,
            "budget",
            new
            {
                epsilon,
                delta = 1e-9,
                reason,
            }
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
