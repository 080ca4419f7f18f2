using System.Net;
using System.Net.Sockets;

namespace AethergenAI.AppHost.Tests;

/// <summary><c>aethergen up</c> as a process: what it refuses, before anything was started.</summary>
public sealed class UpTests : IDisposable
{
    private readonly string home = Path.Combine(Path.GetTempPath(), $"aethergen-up-{Guid.CreateVersion7():N}");

    public void Dispose()
    {
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [Fact]
    public async Task A_container_is_refused_where_no_engine_answers()
    {
        (int code, string said) = await UpAsync(
            [],
            ("Postgres__Container", "true"),
            ("ASPIRE_CONTAINER_RUNTIME", "none")
        );

        Assert.Equal(3, code);
        Assert.Contains("(up.no-container-engine)", said);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"Process":1,"Url":"nowhere"}""")]
    public async Task A_port_that_was_asked_for_and_is_taken_is_refused_whatever_an_earlier_start_noted(string? noted)
    {
        if (noted is not null)
        {
            Directory.CreateDirectory(home);
            await File.WriteAllTextAsync(
                Path.Combine(home, "running.json"),
                noted,
                TestContext.Current.CancellationToken
            );
        }
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        (int code, string said) = await UpAsync(["--port", $"{port}"]);

        Assert.Equal(3, code);
        Assert.Contains($"Port {port} is taken by another program.", said);
        Assert.Contains("(up.port-taken)", said);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_refused()
    {
        string connection = $"Host=127.0.0.1;Port={RunningSystem.FreePort()};Username=nobody;Password=nothing";

        (int code, string said) = await UpAsync([], ("AETHERGEN_PG", connection));

        Assert.Equal(3, code);
        Assert.Contains("(postgres.not-usable)", said);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    public async Task A_system_without_a_worker_is_refused(string count)
    {
        (int code, string said) = await UpAsync([], ("Worker__Count", count));

        Assert.Equal(3, code);
        Assert.Contains("(up.worker-count)", said);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port=70000")]
    [InlineData("--wrong")]
    [InlineData("wrong")]
    public async Task An_argument_that_is_none_is_refused(string argument)
    {
        (int code, string said) = await UpAsync([argument]);

        Assert.Equal(2, code);
        Assert.Contains("See: aethergen up --help", said);
    }

    /// <summary>Runs it to its end.</summary>
    private async Task<(int Code, string Said)> UpAsync(
        string[] options,
        params (string Name, string Value)[] environment
    )
    {
        await using UpProcess up = UpProcess.Start(home, options, environment);
        return (await up.EndAsync(), up.Said);
    }
}
