using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using AethergenAI.Data.Organisations;
using AethergenAI.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AethergenAI.Api.Tests.Tenancy;

/// <summary>Members come and go; an organisation always has an owner, and ends only after its day has come.</summary>
public sealed class OrganisationTests(ApiFixture api)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_owner_can_neither_leave_nor_step_down_nor_be_removed()
    {
        using var owner = await api.SignInAsync();
        using var engineer = await api.SignInAsync(Role.Engineer, owner.Tenant);
        Guid id = owner.Account;
        await owner.PostRefusedAsync("/api/members/leave", new { }, HttpStatusCode.Conflict, "member.last-owner");
        await owner.PutRefusedAsync(
            $"/api/members/{id}",
            new { role = "engineer" },
            HttpStatusCode.Conflict,
            "member.last-owner"
        );
        await owner.DeleteRefusedAsync($"/api/members/{id}", HttpStatusCode.Conflict, "member.last-owner");
    }

    [Fact]
    public async Task Of_two_owners_who_leave_at_once_one_stays()
    {
        using var first = await api.SignInAsync();
        using var second = await api.SignInAsync(Role.Owner, first.Tenant);
        var answers = await Task.WhenAll(new[] { first, second }.Select(LeaveAsync));
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Conflict], answers.Order());
        await using var db = api.Tenants.OpenFor(first.Tenant);
        Assert.Equal(1, await db.Members.CountAsync(ct));

        async Task<HttpStatusCode> LeaveAsync(Person person)
        {
            using var answer = await person.Http.PostAsync(new Uri("/api/members/leave", UriKind.Relative), null, ct);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_new_role_counts_after_signing_in_again()
    {
        using var owner = await api.SignInAsync();
        using var analyst = await api.SignInAsync(Role.Analyst, owner.Tenant);
        await owner.PutAsync($"/api/members/{analyst.Account}", new { role = "engineer" });
        await analyst.GetRefusedAsync("/api/me", HttpStatusCode.Unauthorized, "sign-in.required");
        await analyst.PostAsync("/api/sign-in", new { email = analyst.Email, password = ApiFixture.Password });
        await analyst.PostAsync("/api/projects", new { name = "mine" });
    }

    [Fact]
    public async Task Who_is_removed_is_out_at_once_and_the_account_is_gone()
    {
        using var owner = await api.SignInAsync();
        using var analyst = await api.SignInAsync(Role.Analyst, owner.Tenant);
        await owner.DeleteAsync($"/api/members/{analyst.Account}");
        await analyst.GetRefusedAsync("/api/projects", HttpStatusCode.Unauthorized, "sign-in.required");
        await analyst.PostRefusedAsync(
            "/api/sign-in",
            new { email = analyst.Email, password = ApiFixture.Password },
            HttpStatusCode.Unauthorized,
            "sign-in.bad-password"
        );
    }

    [Fact]
    public async Task Who_leaves_one_of_two_organisations_goes_on_in_the_other()
    {
        using var owner = await api.SignInAsync();
        var made = await owner.PostAsync("/api/organisations", new { name = "Second" });
        Assert.Equal("Second", (await owner.GetAsync("/api/me")).GetProperty("tenant").GetString());
        Assert.Equal(0, (await owner.GetAsync("/api/projects")).GetArrayLength());

        using var heir = await api.SignInAsync(Role.Owner, new Id<Tenant>(made.GetProperty("id").GetGuid()));
        await owner.PostAsync("/api/members/leave");
        await owner.GetRefusedAsync("/api/me", HttpStatusCode.Unauthorized, "sign-in.required");
        await owner.PostAsync("/api/sign-in", new { email = owner.Email, password = ApiFixture.Password });
        Assert.Equal("A tenant", (await owner.GetAsync("/api/me")).GetProperty("tenant").GetString());
    }

    [Fact]
    public async Task A_session_works_in_the_organisation_it_opened_and_others_stay_where_they_are()
    {
        using var owner = await api.SignInAsync();
        using var elsewhere = new Person(api.Address);
        await elsewhere.PostAsync("/api/sign-in", new { email = owner.Email, password = ApiFixture.Password });
        await owner.PostAsync("/api/projects", new { name = "in the first" });
        await owner.PostAsync("/api/organisations", new { name = "Second" });
        await owner.PostAsync("/api/projects", new { name = "in the second" });

        Assert.Equal("in the first", await OnlyProjectAsync(elsewhere));
        Assert.Equal("in the second", await OnlyProjectAsync(owner));
        await owner.PostAsync($"/api/organisations/{owner.Tenant}/open");
        Assert.Equal("in the first", await OnlyProjectAsync(owner));
    }

    [Fact]
    public async Task An_organisation_of_others_cannot_be_opened()
    {
        using var owner = await api.SignInAsync();
        using var other = await api.SignInAsync();
        await owner.PostRefusedAsync(
            $"/api/organisations/{other.Tenant}/open",
            new { },
            HttpStatusCode.NotFound,
            "not-found"
        );
    }

    [Fact]
    public async Task Where_the_operator_makes_organisations_nobody_else_does()
    {
        await using var app = api.Start(new() { ["Organisations:AnyoneMayCreate"] = "false" });
        using var owner = new Person(app.ClientOptions.BaseAddress);
        await owner.PostAsync("/api/sign-in/link", new { token = ApiFixture.LinkToken });
        await owner.PostRefusedAsync(
            "/api/organisations",
            new { name = "mine" },
            HttpStatusCode.Forbidden,
            "organisation.not-allowed"
        );
    }

    [Fact]
    public async Task Ownership_is_handed_over()
    {
        using var owner = await api.SignInAsync();
        using var engineer = await api.SignInAsync(Role.Engineer, owner.Tenant);
        await owner.PostAsync("/api/organisation/owner", new { account = engineer.Account });
        await using var db = api.Tenants.OpenFor(owner.Tenant);
        Assert.Equal(Role.Engineer, (await db.Members.SingleAsync(row => row.Email == owner.Email, ct)).Role);
        Assert.Equal(Role.Owner, (await db.Members.SingleAsync(row => row.Email == engineer.Email, ct)).Role);
    }

    [Fact]
    public async Task An_organisation_that_is_to_end_is_read_and_kept_but_not_changed()
    {
        using var owner = await api.SignInAsync();
        await owner.PostRefusedAsync(
            "/api/organisation/end",
            new { name = "Another" },
            HttpStatusCode.BadRequest,
            "organisation.wrong-name"
        );
        var ending = await owner.PostAsync("/api/organisation/end", new { name = "A tenant" });
        var due = ending.GetProperty("deletionDue").GetDateTimeOffset();
        Assert.Equal(30, (due - TimeProvider.System.GetUtcNow()).TotalDays, tolerance: 0.1);

        await owner.PostRefusedAsync(
            "/api/projects",
            new { name = "late" },
            HttpStatusCode.Conflict,
            "organisation.ending"
        );
        await owner.GetAsync("/api/projects");
        await EndAsync();
        await owner.PostAsync("/api/organisation/keep");
        await owner.PostAsync("/api/projects", new { name = "in time" });
    }

    [Fact]
    public async Task When_its_day_has_come_nothing_of_it_is_left()
    {
        await using var app = api.Start(new() { ["Organisations:Grace"] = "00:00:00" });
        using var owner = await api.SignInAsync();
        using var reviewer = await api.SignInAsync(Role.Reviewer, owner.Tenant);
        await owner.WorkAsync();
        using var there = new Person(app.ClientOptions.BaseAddress);
        await there.PostAsync("/api/sign-in", new { email = owner.Email, password = ApiFixture.Password });
        await there.PostAsync("/api/organisation/end", new { name = "A tenant" });
        await EndAsync();

        await owner.GetRefusedAsync("/api/me", HttpStatusCode.Unauthorized, "sign-in.required");
        Assert.Empty(await LeftAsync(owner.Tenant));
        Assert.Empty(await api.Blobs.PutBeforeAsync(owner.Tenant, DateTimeOffset.MaxValue, ct).ToListAsync(ct));
        await reviewer.PostRefusedAsync(
            "/api/sign-in",
            new { email = reviewer.Email, password = ApiFixture.Password },
            HttpStatusCode.Unauthorized,
            "sign-in.bad-password"
        );
    }

    [Fact]
    public async Task The_export_has_every_row_and_file_and_no_secret()
    {
        using var owner = await api.SignInAsync();
        await owner.WorkAsync();
        await owner.PostAsync("/api/invitations", new { email = "guest@example.org", role = "reviewer" });
        using var answer = await owner.Http.GetAsync(new Uri("/api/organisation/export", UriKind.Relative), ct);
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(ct));

        var contents = JsonElement.Parse(await ReadAsync(zip, "contents.json"));
        Assert.Equal(1, contents.GetProperty("files").GetInt32());
        Assert.Equal(0, contents.GetProperty("missing").GetArrayLength());
        Assert.Contains("people.csv", await ReadAsync(zip, "tables/seed_files.jsonl"), StringComparison.Ordinal);
        string invitations = await ReadAsync(zip, "tables/invitations.jsonl");
        Assert.Contains("guest@example.org", invitations, StringComparison.Ordinal);
        Assert.DoesNotContain("token_sha256", invitations, StringComparison.Ordinal);
        var file = Assert.Single(zip.Entries, entry => entry.FullName.StartsWith("files/", StringComparison.Ordinal));
        Assert.Equal(Samples.Csv, await ReadAsync(zip, file.FullName));
        Assert.Equal($"files/{Sha256.Hex(Encoding.UTF8.GetBytes(Samples.Csv))}", file.FullName);
    }

    private static async Task<string> ReadAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return await reader.ReadToEndAsync();
    }

    private static async Task<string> OnlyProjectAsync(Person person) =>
        Assert.Single((await person.GetAsync("/api/projects")).EnumerateArray()).GetProperty("name").GetString()!;

    private Task EndAsync() =>
        new EndedOrganisations(
            api.Services.GetRequiredService<NpgsqlDataSource>(),
            api.Tenants,
            api.Blobs,
            TimeProvider.System,
            NullLogger<EndedOrganisations>.Instance
        ).RunAsync(ct);

    /// <summary>The tables that still have rows of the tenant, looked at past the policies.</summary>
    private async Task<List<string>> LeftAsync(Id<Tenant> tenant)
    {
        await using var source = NpgsqlDataSource.Create(api.OwnerConnection);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var tables = new NpgsqlCommand(
            """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
            where c.relkind = 'r' and a.attname = 'tenant_id' and c.relname <> 'tenant_ends'
            """,
            connection
        );
        List<string> names = [];
        await using (var rows = await tables.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                names.Add(rows.GetString(0));
            }
        }

        Assert.True(names.Count > 15);
        List<string> left = [];
        foreach (string name in names)
        {
            await using var speak = new NpgsqlCommand(
                $"select set_config('app.tenant', '{tenant}', false)",
                connection
            );
            await speak.ExecuteNonQueryAsync(ct);
            await using var count = new NpgsqlCommand($"select count(*) from {name} where tenant_id = $1", connection);
            count.Parameters.Add(new() { Value = tenant.Value });
            if ((long)(await count.ExecuteScalarAsync(ct))! > 0)
            {
                left.Add(name);
            }
        }
        return left;
    }
}
