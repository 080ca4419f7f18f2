using System.Net;
using System.Net.Http.Json;
using AethergenAI.Tenancy;
using Npgsql;

namespace AethergenAI.Api.Tests.Hosting;

/// <summary>A database whose disk is full, which PostgreSQL says with the code 53100.</summary>
public sealed class FullDatabaseTests(ApiFixture api)
{
    private const string Name = "A project that finds the disk full";

    [Fact]
    public async Task A_full_disk_of_the_database_is_said_and_not_a_bug()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        await using NpgsqlDataSource owner = NpgsqlDataSource.Create(api.OwnerConnection);
        await using NpgsqlCommand full = owner.CreateCommand(
            $"""
            create function refuse_for_want_of_space() returns trigger language plpgsql as
            $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
            create trigger full_disk before insert on projects for each row
            when (new.name = '{Name}') execute function refuse_for_want_of_space();
            """
        );
        await full.ExecuteNonQueryAsync(ct);
        using var person = await api.SignInAsync(Role.Engineer);

        using HttpResponseMessage answer = await person.Http.PostAsJsonAsync("/api/projects", new { name = Name }, ct);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        string said = await answer.Content.ReadAsStringAsync(ct);
        Assert.Contains("database.disk-full", said, StringComparison.Ordinal);
        Assert.Contains("The disk of the database is full; nothing was changed.", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, await person.Http.GetStringAsync("/api/projects", ct), StringComparison.Ordinal);
    }
}
