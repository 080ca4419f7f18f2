using System.Text.Json;
using AethergenAI.Tenancy;
using Npgsql;

namespace AethergenAI.Api.Tests.Tenancy;

/// <summary>Who did what is kept, and a change behind the application's back is found.</summary>
public sealed class AuditTests(ApiFixture api)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Acts_are_kept_with_who_did_them()
    {
        using var owner = await api.SignInAsync();
        var work = await owner.WorkAsync();
        await owner.PostAsync("/api/invitations", new { email = "guest@example.org", role = "reviewer" });
        var entries = (await owner.GetAsync("/api/audit?limit=200")).EnumerateArray().ToList();
        AssertHas("project.create", work.Project);
        AssertHas("seed.upload", work.Seed);
        AssertHas("schema.save", work.Schema);
        AssertHas("run.start", work.Run);
        AssertHas("member.invite", "guest@example.org");
        AssertHas("sign-in.succeed", "password");

        void AssertHas(string action, string subject) =>
            Assert.Contains(entries, entry =>
                entry.GetProperty("action").GetString() == action
                && entry.GetProperty("actor").GetString() == owner.Email
                && entry.GetProperty("subject").GetString() == subject
            );
    }

    [Fact]
    public async Task A_cancelled_and_a_deleted_run_are_kept()
    {
        using var owner = await api.SignInAsync();
        var work = await owner.WorkAsync();
        await owner.PostAsync($"/api/runs/{work.Run}/cancel");
        await owner.DeleteAsync($"/api/runs/{work.Run}");
        var actions = (await owner.GetAsync("/api/audit?action=run"))
            .EnumerateArray()
            .Select(entry => entry.GetProperty("action").GetString());
        Assert.Equal(["run.delete", "run.status", "run.start"], actions);
    }

    [Fact]
    public async Task The_chain_of_an_export_holds()
    {
        using var owner = await api.SignInAsync();
        await owner.WorkAsync();
        var export = await ExportAsync(owner);
        Assert.True(export.Entries.Count >= 5);
        Assert.Null(export.Verify());
    }

    [Fact]
    public async Task Entries_of_many_acts_at_once_have_no_gap_and_no_number_twice()
    {
        using var owner = await api.SignInAsync();
        await Task.WhenAll(
            Enumerable.Range(0, 24).Select(i => owner.PostAsync("/api/projects", new { name = $"{i}" }))
        );
        var export = await ExportAsync(owner);
        Assert.Null(export.Verify());
        Assert.Equal(24, export.Entries.Count(entry => entry.Action == "project.create"));
    }

    [Theory]
    [InlineData("update audit_entries set actor = 'somebody' where number = 3")]
    [InlineData("update audit_entries set at = at - interval '1 day' where number = 3")]
    [InlineData("update audit_entries set detail = '{}' where action = 'seed.upload'")]
    [InlineData("delete from audit_entries where number = 3")]
    public async Task A_change_behind_the_application_s_back_is_found(string sql)
    {
        using var owner = await api.SignInAsync();
        await owner.WorkAsync();
        await AsTableOwnerAsync(owner.Tenant, sql);
        Assert.NotNull((await ExportAsync(owner)).Verify());
    }

    [Fact]
    public async Task Entries_taken_off_the_end_are_found_beside_an_earlier_export()
    {
        using var owner = await api.SignInAsync();
        await owner.WorkAsync();
        var before = await ExportAsync(owner);
        await AsTableOwnerAsync(owner.Tenant, $"delete from audit_entries where number = {before.Entries.Count}");
        var after = await ExportAsync(owner);
        Assert.Null(after.Verify());
        Assert.Equal(before.Entries.Count, after.Verify(before)!.Number);
    }

    [Fact]
    public async Task The_application_itself_can_change_no_entry()
    {
        await using var source = NpgsqlDataSource.Create(api.AppConnection);
        foreach (string sql in new[] { "update audit_entries set actor = ''", "delete from audit_entries" })
        {
            await using var command = source.CreateCommand(sql);
            var denied = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(ct));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
        }
    }

    private async Task<AuditExport> ExportAsync(Person owner) =>
        JsonSerializer.Deserialize<AuditExport>(await owner.GetAsync("/api/audit/export"), Json.Options)!;

    private async Task AsTableOwnerAsync(Id<Tenant> tenant, string sql)
    {
        await using var source = NpgsqlDataSource.Create(api.OwnerConnection);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var speak = new NpgsqlCommand($"select set_config('app.tenant', '{tenant}', false)", connection);
        await speak.ExecuteNonQueryAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(ct));
    }
}
