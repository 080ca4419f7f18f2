using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tests.Tenancy;

/// <summary>A script works with a key, as far as its role goes and as long as it lasts.</summary>
public sealed class KeyTests(ApiFixture api)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_script_does_the_whole_of_a_run_with_a_key()
    {
        using var owner = await api.SignInAsync();
        var made = await MakeAsync(owner, "engineer");
        using var script = Person.WithKey(api.Address, TextOf(made));
        var work = await script.WorkAsync();
        Assert.Equal(work.Run, (await owner.GetAsync($"/api/runs/{work.Run}")).Id());

        var actors = (await owner.GetAsync("/api/audit?action=run.start"))
            .EnumerateArray()
            .Select(entry => entry.GetProperty("actor").GetString());
        Assert.Equal(["key nightly"], actors);
        var listed = (await owner.GetAsync("/api/keys"))[0];
        Assert.NotEqual(JsonValueKind.Null, listed.GetProperty("lastUsedAt").ValueKind);
        Assert.False(listed.TryGetProperty("secretSha256", out _));
    }

    [Fact]
    public async Task A_key_sees_one_organisation()
    {
        using var owner = await api.SignInAsync();
        using var other = await api.SignInAsync();
        var work = await other.WorkAsync();
        using var script = Person.WithKey(api.Address, TextOf(await MakeAsync(owner, "engineer")));
        await script.GetRefusedAsync($"/api/runs/{work.Run}", HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, (await script.GetAsync("/api/projects")).GetArrayLength());
    }

    [Fact]
    public async Task A_key_does_what_its_role_may_and_nothing_of_a_person_s()
    {
        using var owner = await api.SignInAsync();
        using var script = Person.WithKey(api.Address, TextOf(await MakeAsync(owner, "analyst")));
        await script.PostRefusedAsync("/api/projects", new { name = "x" }, HttpStatusCode.Forbidden, "forbidden");
        foreach (
            string path in new[] { "/api/me", "/api/organisations", "/api/keys", "/api/audit", "/api/invitations" }
        )
        {
            await script.GetRefusedAsync(path, HttpStatusCode.Forbidden, "forbidden");
        }
        await owner.PostRefusedAsync(
            "/api/keys",
            new { name = "root", role = "owner" },
            HttpStatusCode.BadRequest,
            "key.owner"
        );
    }

    [Fact]
    public async Task A_key_that_is_ended_works_no_longer_in_any_process()
    {
        await using var replica = api.Start([]);
        using var owner = await api.SignInAsync();
        var made = await MakeAsync(owner, "analyst");
        using var here = Person.WithKey(api.Address, TextOf(made));
        using var there = Person.WithKey(replica.ClientOptions.BaseAddress, TextOf(made));
        await here.GetAsync("/api/projects");
        await there.GetAsync("/api/projects");

        await owner.PostAsync($"/api/keys/{made.GetProperty("key").Id()}/end");
        await here.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
        await Task.Delay(TimeSpan.FromSeconds(2.2), ct);
        await there.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
    }

    [Fact]
    public async Task A_rotated_key_has_another_secret()
    {
        using var owner = await api.SignInAsync();
        var made = await MakeAsync(owner, "analyst");
        var next = await owner.PostAsync($"/api/keys/{made.GetProperty("key").Id()}/rotate");
        using var old = Person.WithKey(api.Address, TextOf(made));
        using var script = Person.WithKey(api.Address, TextOf(next));
        await old.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
        await script.GetAsync("/api/projects");
    }

    [Fact]
    public async Task An_expired_key_does_not_work()
    {
        using var owner = await api.SignInAsync();
        var made = await MakeAsync(owner, "analyst");
        await using (var db = api.Tenants.OpenFor(owner.Tenant))
        {
            var past = TimeProvider.System.GetUtcNow().AddSeconds(-1);
            await db.ApiKeys.ExecuteUpdateAsync(row => row.SetProperty(it => it.ExpiresAt, past), ct);
        }
        using var script = Person.WithKey(api.Address, TextOf(made));
        await script.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("aethergen_")]
    [InlineData("aethergen_AAAA")]
    public async Task What_is_no_key_lets_nobody_in(string key)
    {
        using var script = new Person(api.Address);
        script.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        await script.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
    }

    [Fact]
    public async Task A_key_of_another_row_or_organisation_lets_nobody_in()
    {
        using var owner = await api.SignInAsync();
        using var other = await api.SignInAsync();
        string first = TextOf(await MakeAsync(owner, "analyst"));
        string second = TextOf(await MakeAsync(other, "analyst"));
        // The organisation and the row of one, the secret of the other.
        using var script = Person.WithKey(api.Address, first[..53] + second[53..]);
        await script.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
    }

    private static Task<JsonElement> MakeAsync(Person owner, string role) =>
        owner.PostAsync("/api/keys", new { name = "nightly", role });

    private static string TextOf(JsonElement made) => made.GetProperty("text").GetString()!;
}
