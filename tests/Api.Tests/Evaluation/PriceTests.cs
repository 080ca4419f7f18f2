using System.Net;
using System.Net.Http.Json;
using AethergenAI.Tenancy;

namespace AethergenAI.Api.Tests.Evaluation;

public sealed class PriceTests(ApiFixture api)
{
    private static readonly Uri Prices = new("/api/prices", UriKind.Relative);

    [Fact]
    public async Task An_owner_sets_prices_that_the_whole_organisation_and_no_other_has()
    {
        using var owner = await api.SignInAsync();
        using var stranger = await api.SignInAsync();
        Assert.False((await owner.GetAsync("/api/prices")).GetProperty("own").GetBoolean());

        using (var answer = await owner.Http.PutAsJsonAsync(Prices, new { document = Ours(0.01) }, Json.Options))
        {
            answer.EnsureSuccessStatusCode();
        }
        using (var answer = await owner.Http.PutAsJsonAsync(Prices, new { document = Ours(0.02) }, Json.Options))
        {
            answer.EnsureSuccessStatusCode();
        }

        var set = await owner.GetAsync("/api/prices");
        Assert.Equal(0.02, set.GetProperty("document").GetProperty("cpuCoreHour").GetDouble());
        Assert.Equal(owner.Email, set.GetProperty("setBy").GetString());
        Assert.False((await stranger.GetAsync("/api/prices")).GetProperty("own").GetBoolean());
    }

    [Fact]
    public async Task Prices_that_mean_nothing_are_refused()
    {
        using var owner = await api.SignInAsync();
        await owner.RefusedAsync(
            person => person.Http.PutAsJsonAsync(Prices, new { document = Ours(-1) }, Json.Options),
            HttpStatusCode.BadRequest,
            "prices.out-of-range"
        );
    }

    [Fact]
    public async Task An_engineer_cannot_set_prices()
    {
        using var engineer = await api.SignInAsync(Role.Engineer);
        using var answer = await engineer.Http.PutAsJsonAsync(Prices, new { document = Ours(0.01) }, Json.Options);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static object Ours(double cpuCoreHour) =>
        new
        {
            name = "Ours",
            date = "2026-05-04",
            currency = "GBP",
            cpuCoreHour,
            gpuHour = 3,
            wattsPerCore = 5,
            wattsPerGpu = 400,
        };
}
