using System.Net;
using System.Net.Http.Json;
using Npgsql;

namespace AethergenAI.Api.Tests.Hosting;

/// <summary>An error of the database reaches the log with its place and without the row.</summary>
public sealed class LogTests(ApiFixture api)
{
    private const string Marker = "Mrs Marker";

    [Fact]
    public async Task Rows_that_the_database_refuses_are_in_no_log()
    {
        await BreakAsync();
        using var log = new LogLines();
        await using var app = api.Start([], log);
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        using var same = new Person(app.ClientOptions.BaseAddress, person.Tenant, person.Email);
        await same.PostAsync("/api/sign-in", new { email = person.Email, password = ApiFixture.Password });

        string[] answers =
        [
            await RefusedAsync(same, "/api/projects", new { name = $"{Marker} checked" }),
            await RefusedAsync(same, "/api/projects", new { name = $"{Marker} cast" }),
            await RefusedAsync(same, $"/api/projects/{work.Project}/schemas", new { document = Schema() }),
        ];

        string lines = string.Join('\n', log.All);
        Assert.Contains("23514, table projects, constraint unmarked", lines);
        Assert.Contains("22P02", lines);
        Assert.Contains("23514, table schema_versions, constraint unmarked_levels", lines);
        Assert.All([lines, .. answers], text => Assert.DoesNotContain(Marker, text));
    }

    /// <summary>Rules that quote the row in the detail, the words and the context of their errors.</summary>
    private async Task BreakAsync()
    {
        await using var source = NpgsqlDataSource.Create(api.OwnerConnection);
        await using var command = source.CreateCommand(
            $"""
            alter table projects drop constraint if exists unmarked,
                add constraint unmarked check (name <> '{Marker} checked') not valid;
            alter table schema_versions drop constraint if exists unmarked_levels,
                add constraint unmarked_levels check (document::text not like '%{Marker}%') not valid;
            create or replace function cast_name() returns trigger language plpgsql
                as $$ begin perform new.name::integer; return new; end $$;
            create or replace trigger cast_name before insert on projects
                for each row when (new.name = '{Marker} cast') execute function cast_name();
            """
        );
        await command.ExecuteNonQueryAsync();
    }

    private static object Schema() =>
        new
        {
            name = "marked",
            columns = new object[]
            {
                new
                {
                    kind = "categorical",
                    name = "patient",
                    levels = new[] { Marker, "Mr Other" },
                },
            },
        };

    private static async Task<string> RefusedAsync(Person person, string path, object body)
    {
        using var answer = await person.Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Json.Options);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.InternalServerError, $"{answer.StatusCode}: {text}");
        return text;
    }
}
