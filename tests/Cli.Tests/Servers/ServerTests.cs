namespace AethergenAI.Cli.Tests.Servers;

/// <summary>What a server says is not believed: what arrives is checked, and what cannot be right is refused.</summary>
public sealed class ServerTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Json = "application/json";

    private const string Run = "01a22b5a-1380-73a9-9224-0251e0e6b1a7";

    [Theory]
    [InlineData("http://example.org", "server.not-encrypted")]
    [InlineData("example.org", "server.address")]
    [InlineData("ftp://example.org", "server.address")]
    public async Task An_address_that_cannot_be_safe_is_refused_before_a_key_is_sent(string address, string code)
    {
        var refused = await work.Expect(ExitCode.Refused, "login", address, "--key-file", Key());
        Assert.Contains(code, refused.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_is_named()
    {
        var refused = await work.Expect(ExitCode.Refused, "login", "http://localhost:9", "--key-file", Key());
        Assert.Contains("server.away", refused.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "text/html", "<html>", "server.not-aethergen")]
    [InlineData(502, "text/html", "<html>", "server.not-aethergen")]
    [InlineData(401, "application/problem+json", """{"code":"sign-in.required"}""", "server.key-refused")]
    [InlineData(
        409,
        "application/problem+json",
        """{"code":"organisation.ending","detail":"No."}""",
        "organisation.ending"
    )]
    [InlineData(
        403,
        "application/problem+json",
        """{"code":"forbidden","detail":"It is for a person at a browser."}""",
        "It is for a person at a browser. [forbidden]"
    )]
    [InlineData(
        403,
        "application/problem+json",
        """{"code":"forbidden","detail":"No.","role":"reviewer"}""",
        "No. [forbidden]"
    )]
    public async Task What_a_server_refuses_is_passed_on_and_what_is_no_server_of_ours_is_said(
        int status,
        string type,
        string body,
        string code
    )
    {
        using var server = new LyingServer(_ => (status, type, body));
        var refused = await work.Expect(ExitCode.Refused, "login", server.Address, "--key-file", Key());
        Assert.Contains(code, refused.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_kept_for_its_user_only_and_not_shown()
    {
        using var server = new LyingServer(_ => (200, Json, """{"name":"Acme","role":"analyst"}"""));
        var login = await work.Expect(ExitCode.Done, "login", server.Address, "--key-file", Key());
        Assert.DoesNotContain("secret", login.Text + login.Stderr, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(work["keys/servers.json"])
            );
        }
        await work.Expect(ExitCode.Done, "logout", server.Address);
        var refused = await work.Expect(ExitCode.Refused, "runs", "--on", server.Address);
        Assert.Contains("server.not-signed-in", refused.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_says_why_a_run_waits_since_when_and_what_to_do()
    {
        const string Waiting = $$"""
            [{"id":"{{Run}}","name":"r","owner":"a","status":"running","stage":"fitting",
            "createdAt":"2026-01-01T00:00:00Z","waits":{"for":"disk-space","since":"2026-01-01T10:32:00Z",
            "why":"The server's disk is full.","remedy":"Ask the administrator to free some space."} }]
            """;
        const string Projects = """[{"id":"01a22b5a-1380-73a9-9224-0251e0e6b1a8","name":"p"}]""";
        using var server = new LyingServer(path =>
            (
                200,
                Json,
                path switch
                {
                    "/api/organisation" => """{"name":"Acme","role":"analyst"}""",
                    "/api/projects" => Projects,
                    _ => Waiting,
                }
            )
        );
        await work.Expect(ExitCode.Done, "login", server.Address, "--key-file", Key());
        var runs = await work.Expect(ExitCode.Done, "runs", "--on", server.Address);
        Assert.Contains("waits", runs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("running", runs.Text, StringComparison.Ordinal);
        Assert.Contains(
            $"{Run} waits since 2026-01-01 10:32 UTC: The server's disk is full. Ask the administrator to free",
            runs.Text,
            StringComparison.Ordinal
        );
        var json = (await work.Expect(ExitCode.Done, "runs", "--on", server.Address, "--json")).Json;
        Assert.Equal("disk-space", json[0].GetProperty("waits").GetProperty("for").GetString());
    }

    [Theory]
    [InlineData("rows.csv", "server.damaged")]
    [InlineData("../../rows.csv", "server.name")]
    [InlineData("/etc/rows.csv", "server.name")]
    public async Task A_file_that_is_not_what_was_named_is_not_kept(string name, string code)
    {
        using var server = new LyingServer(path => (200, Json, Answer(path, name)));
        await work.Expect(ExitCode.Done, "login", server.Address, "--key-file", Key());
        var refused = await work.Expect(ExitCode.Refused, "pull", Run, "-o", "out/", "--on", server.Address);
        Assert.Contains(code, refused.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(work["out/rows.csv"]));
        Assert.Empty(work.HalfWritten);
    }

    [Theory]
    [InlineData("/api/projects")]
    [InlineData("/api/projects/01a22b5a-1380-73a9-9224-0251e0e6b1a8/seeds")]
    public async Task A_role_that_is_too_low_is_said_with_the_one_that_is_needed(string refused)
    {
        const string Projects = """[{"id":"01a22b5a-1380-73a9-9224-0251e0e6b1a8","name":"mine"}]""";
        int asked = 0;
        using var server = new LyingServer(path =>
        {
            if (path == refused && ++asked == 2)
            {
                return (403, "application/problem+json", """{"code":"forbidden","detail":"No.","role":"engineer"}""");
            }
            return path switch
            {
                "/api/organisation" => (200, Json, """{"name":"Acme","role":"analyst"}"""),
                "/api/projects" => (200, Json, refused == path ? "[]" : Projects),
                _ => (200, Json, "[]"),
            };
        });
        work.Write("role.csv", "a,b\n1,2\n3,4\n");
        work.Write("role.json", """{"name":"r","data":{"seed":"role.csv"}}""");
        await work.Expect(ExitCode.Done, "login", server.Address, "--key-file", Key());

        var said = await work.Expect(
            ExitCode.Refused,
            "run",
            "role.json",
            "--on",
            server.Address,
            "--project",
            "mine",
            "-o",
            "out/"
        );

        Assert.Contains("Your role in 'Acme' at", said.Stderr, StringComparison.Ordinal);
        Assert.Contains(
            " is analyst; what this command asks for needs the role engineer or a higher one",
            said.Stderr,
            StringComparison.Ordinal
        );
        Assert.Contains("Ask an owner", said.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--workers", "2")]
    [InlineData("--budget", "3")]
    [InlineData("--dataset", "visits")]
    [InlineData("--new-dataset")]
    [InlineData("--new-unit")]
    public async Task What_this_machine_would_decide_is_not_given_to_a_server(string option, params string[] value)
    {
        work.Write("recipe.json", """{"name":"r","data":{"seed":"train.csv"}}""");
        string[] run = ["run", "recipe.json", "--on", "http://localhost:9", option, .. value];
        var wrong = await work.Expect(ExitCode.Usage, run);
        Assert.Contains($"{option} cannot be given with --on", wrong.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_run_on_a_server_will_spend_is_said_before_the_server_begins_it()
    {
        const string schema = """
            { "name": "s", "columns": [{ "kind": "integer", "name": "a", "min": 0, "max": 9, "domain": "public" },
              { "kind": "integer", "name": "b", "min": 0, "max": 9, "domain": "public" }],
              "constraints": [{ "kind": "inequality", "low": "b", "high": "a", "reason": "in all rows" }],
              "privacy": { "maxRows": 1000 } }
            """;
        work.Write("said.csv", "a,b\n1,0\n2,1\n");
        string sha = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(work["said.csv"]))
        );
        work.Write("said.schema.json", schema);
        work.Write(
            "said.json",
            """
            { "name": "r", "data": { "seed": "said.csv", "schema": "said.schema.json" },
              "base": { "generator": "independent", "options": { "epsilon": 1, "delta": 1e-9 } } }
            """
        );
        using var server = new LyingServer(path =>
            path.Split('/')[^1] switch
            {
                "projects" => (200, Json, $$"""[{"id":"{{Run}}","name":"r"}]"""),
                "seeds" => (
                    200,
                    Json,
                    $$"""[{"id":"{{Run}}","name":"said.csv","sha256":"{{sha}}","profile":{"schema":{{schema}} } }]"""
                ),
                "schemas" => (200, Json, $$"""{"id":"{{Run}}"}"""),
                "plan" => (200, Json, """{"spending":"1 private fit of this run will spend ε = 1."}"""),
                "runs" => (409, "application/problem+json", """{"code":"privacy.other-unit","detail":"No."}"""),
                _ => (200, Json, """{"name":"Acme","role":"analyst"}"""),
            }
        );
        await work.Expect(ExitCode.Done, "login", server.Address, "--key-file", Key());
        var said = await work.Expect(ExitCode.Refused, "run", "said.json", "-o", "said/", "--on", server.Address);

        Assert.Contains("[privacy.other-unit]", said.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("--new-unit", said.Stderr, StringComparison.Ordinal); // a server has no such option
        Assert.Contains("1 private fit of this run will spend ε = 1.", said.Stderr, StringComparison.Ordinal);
        Assert.Contains("The claim of a private fit to this schema is withheld", said.Stderr, StringComparison.Ordinal);
    }

    private string Key() => work.Write("key.txt", "aethergen_secret");

    private static string Answer(string path, string name)
    {
        if (path.EndsWith("/artefacts", StringComparison.Ordinal))
        {
            return $$"""[{"name":"{{name}}","sha256":"{{new string('a', 64)}}","bytes":3}]""";
        }
        return path == "/api/organisation"
            ? """{"name":"Acme","role":"analyst"}"""
            : $$"""
                {"id":"{{Run}}","name":"r","owner":"a","status":"done","stage":"done",
                "createdAt":"2026-01-01T00:00:00Z"}
                """;
    }
}
