using System.Net;
using System.Net.Http.Json;
using System.Transactions;
using AethergenAI.Api.Hosting;
using AethergenAI.Tenancy;
using Microsoft.EntityFrameworkCore;
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
            create or replace function refuse_for_want_of_space() returns trigger language plpgsql as
            $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
            create or replace trigger full_disk before insert on projects for each row
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
        Assert.Contains("The disk of the database is full, so this was not stored.", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, await person.Http.GetStringAsync("/api/projects", ct), StringComparison.Ordinal);
        await using NpgsqlCommand room = owner.CreateCommand(
            "drop trigger full_disk on projects; drop function refuse_for_want_of_space()"
        );
        await room.ExecuteNonQueryAsync(ct);
    }

    [Fact]
    public void An_outage_is_found_within_what_wraps_it()
    {
        var full = new PostgresException("could not extend file", "ERROR", "ERROR", PostgresErrorCodes.DiskFull);
        var away = new NpgsqlException("gone", new IOException("reset"));
        var ownDisk = new IOException("no space", 28);

        Assert.Equal("database.disk-full", Code(new InvalidOperationException("", new DbUpdateException("", full))));
        Assert.Equal("database.disk-full", Code(new TransactionAbortedException("", full)));
        Assert.Equal("blobs.disk-full", Code(new AggregateException(ownDisk)));
        Assert.Equal(503, OutageProblem.Of(new TransactionAbortedException("", away))?.Status);
        Assert.Null(OutageProblem.Of(new InvalidOperationException("", new KeyNotFoundException())));

        static object? Code(Exception exception) => OutageProblem.Of(exception)?.Extensions["code"];
    }
}
