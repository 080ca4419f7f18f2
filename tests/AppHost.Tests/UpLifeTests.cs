using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AethergenAI.AppHost.Tests;

/// <summary><c>aethergen up</c> from its start to its end: what it prints, and that it leaves nothing behind.</summary>
[Trait("Speed", "Slow")]
public sealed class UpLifeTests : IDisposable
{
    private static readonly TimeSpan ToBeGone = TimeSpan.FromSeconds(60),
        Moment = TimeSpan.FromMilliseconds(100);

    // Not CreateTempSubdirectory, whose folder only its maker may enter: PostgreSQL may run as a user of its own.
    private readonly string home = Path.Combine(Path.GetTempPath(), $"aethergen-life-{Guid.CreateVersion7():N}");

    public void Dispose()
    {
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [Fact]
    public async Task It_says_where_it_is_refuses_a_second_and_ends_with_all_its_processes()
    {
        RequireLinux();
        await using UpProcess up = Start("--no-demo", "--without-dashboard");
        await up.HearAsync("Ctrl-C stops everything.");
        Assert.Matches(
            @"Address    http://localhost:\d+\n  Sign in    http://localhost:\d+/sign-in\?token=\w{48}\n",
            up.Said
        );
        Assert.Contains($"Log        {Path.Combine(home, "logs", "aethergen.log")}", up.Said);
        Assert.DoesNotContain("Demo pack", up.Said);
        Assert.DoesNotContain("Dashboard", up.Said);
        Assert.Contains(up.Running(), command => command.Contains("AethergenAI.Worker.dll", StringComparison.Ordinal));
        Assert.DoesNotContain(up.Running(), command => command.Contains("Dashboard", StringComparison.Ordinal));

        await using (UpProcess second = Start())
        {
            Assert.Equal(0, await second.EndAsync());
            Assert.Contains("AethergenAI is already running at http://localhost:", second.Said);
        }

        await up.SignalAsync("TERM");
        Assert.Equal(0, await up.EndAsync());
        Assert.Empty(up.Running());
    }

    [Fact]
    public async Task The_sign_in_link_stands_there_before_the_demo_which_an_interrupt_ends()
    {
        RequireLinux();
        Assert.SkipWhen(IgnoresInterrupts(), "This process was started to ignore interrupts, and so are its children.");
        await using UpProcess up = Start();
        await up.HearAsync("Making the demo workspace");
        string said = up.Said;
        Assert.InRange(said.IndexOf("/sign-in?token=", StringComparison.Ordinal), 0, said.IndexOf("Making", 0) - 1);
        Assert.Contains("Dashboard  http://localhost:", said);
        await up.HearAsync("fitting…");

        await up.SignalAsync("INT");
        Assert.Equal(0, await up.EndAsync());
        Assert.Empty(up.Running());
        Assert.DoesNotContain("could not", up.Said);
    }

    [Fact]
    public async Task One_that_is_killed_leaves_nothing_running_and_begins_again()
    {
        RequireLinux();
        await using (UpProcess up = Start("--no-demo", "--without-dashboard"))
        {
            await up.HearAsync("Ctrl-C stops everything.");
            await up.SignalAsync("KILL");
            await up.EndAsync();
            long start = Stopwatch.GetTimestamp();
            while (up.Running().Count > 0)
            {
                Assert.True(Stopwatch.GetElapsedTime(start) < ToBeGone, string.Join('\n', up.Running()));
                await Task.Delay(Moment, TestContext.Current.CancellationToken);
            }
        }

        // The second is killed as soon as its API listens, and the third takes over its port.
        int port = RunningSystem.FreePort();
        string[] options = ["--no-demo", "--without-dashboard", "--port", $"{port}"];
        await using (UpProcess starting = UpProcess.Start(home, options))
        {
            long start = Stopwatch.GetTimestamp();
            while (!await ListensAsync(port))
            {
                Assert.True(Stopwatch.GetElapsedTime(start) < ToBeGone && !starting.HasEnded, starting.Said);
                await Task.Delay(Moment, TestContext.Current.CancellationToken);
            }
            await starting.SignalAsync("KILL");
            await starting.EndAsync();
        }
        await using UpProcess again = UpProcess.Start(home, options);
        await again.HearAsync("AethergenAI is ready.");
        await again.SignalAsync("TERM");
        Assert.Equal(0, await again.EndAsync());
    }

    [Fact]
    public async Task It_starts_as_an_aspire_user_starts_it()
    {
        RequireLinux();
        string built = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!);
        string[] run = ["run", "--no-build", "--configuration", built, "--project", Remote.InCheckout("AppHost")];
        string[] settings = ["--Demo=false", $"--Api:Port={RunningSystem.FreePort()}"];

        await using UpProcess up = UpProcess.Start(home, new ProcessStartInfo("dotnet", [.. run, "--", .. settings]));
        await up.HearAsync("AethergenAI is ready.");
        Assert.Contains("Dashboard  http://localhost:", up.Said);

        await up.SignalAsync("TERM");
        Assert.Equal(0, await up.EndAsync());
        Assert.Empty(up.Running());
    }

    private UpProcess Start(params string[] options) =>
        UpProcess.Start(home, [.. options, "--port", $"{RunningSystem.FreePort()}"]);

    private static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void RequireLinux() =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What runs is read from /proc, which this system has not.");

    /// <summary>Bit 1 of the ignored signals is SIGINT's, which is number 2.</summary>
    private static bool IgnoresInterrupts()
    {
        string ignored = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("SigIgn:", default))[7..];
        return (ulong.Parse(ignored.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0;
    }
}
