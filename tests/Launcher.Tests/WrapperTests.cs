using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AethergenAI.Launcher.Tests;

/// <summary>What <c>./aethergen</c> says on a machine that lacks a tool, without building anything.</summary>
public sealed class WrapperTests : IDisposable
{
    private const int Refused = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("aethergen-wrapper-").FullName;

    public WrapperTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "aethergen.cmd is the wrapper on Windows.");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Without_dotnet_it_says_where_the_sdk_is()
    {
        (int code, string said) = await RunAsync(Wrapper(), ["up"]);

        Assert.Equal(Refused, code);
        Assert.Equal(
            "aethergen: the .NET SDK is missing (no dotnet in PATH). "
                + "Install .NET SDK 10 from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again.\n",
            said
        );
    }

    [Fact]
    public async Task With_an_older_sdk_alone_it_names_the_one_it_needs()
    {
        Tool("dotnet", "echo '9.0.100 [/usr/share/dotnet/sdk]'");
        (int code, string said) = await RunAsync(Wrapper(), ["up"]);

        Assert.Equal(Refused, code);
        Assert.StartsWith(
            "aethergen: the .NET SDK 10 is missing (dotnet is there, without it). Install .NET SDK 10",
            said
        );
    }

    [Theory]
    [InlineData(null, "aethergen: Node.js is missing (no node in PATH). Install Node 20 or newer from ")]
    [InlineData("v18.20.4", "aethergen: Node.js v18.20.4 is too old. Install Node 20 or newer from ")]
    [InlineData("v20.1.0", "aethergen: npm is missing (it comes with Node.js). Install Node 20 or newer from ")]
    public async Task A_build_that_needs_node_says_which(string? version, string begins)
    {
        if (version is not null)
        {
            Tool("node", $"echo {version}");
        }
        string launcher = typeof(LauncherException).Assembly.Location;
        (int code, string said) = await RunAsync(Environment.ProcessPath!, ["exec", launcher, "publish", "-o", folder]);

        Assert.Equal(Refused, code);
        Assert.StartsWith(begins, said[said.LastIndexOf("aethergen:", StringComparison.Ordinal)..]);
    }

    /// <summary>The wrapper in a checkout that has built nothing yet.</summary>
    private string Wrapper([CallerFilePath] string here = "")
    {
        string wrapper = Path.Combine(folder, "aethergen");
        File.Copy(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "aethergen"), wrapper);
        return wrapper;
    }

    private void Tool(string name, string script)
    {
        string file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "tools")).FullName, name);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Runs it with a PATH of the tools of this test and what every system has.</summary>
    private async Task<(int Code, string Said)> RunAsync(string program, string[] arguments)
    {
        foreach (string needed in (string[])["bash", "dirname", "env", "find", "grep", "mkdir", "mktemp", "readlink"])
        {
            string? real = ((string[])["/usr/bin", "/bin"])
                .Select(at => Path.Combine(at, needed))
                .FirstOrDefault(File.Exists);
            string link = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "tools")).FullName, needed);
            if (real is not null && !File.Exists(link))
            {
                File.CreateSymbolicLink(link, real);
            }
        }
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                Environment = { ["PATH"] = Path.Combine(folder, "tools") },
            }
        )!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string said = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }
}
