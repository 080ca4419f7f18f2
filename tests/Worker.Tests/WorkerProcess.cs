using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AethergenAI.Worker.Tests;

/// <summary>The built worker as a process of its own, which can be killed like one.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();

    private WorkerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <param name="settings">For example <c>Worker__Silence</c>; they replace what the fixture sets.</param>
    public static WorkerProcess Start(
        WorkerFixture fixture,
        int? trialsAtOnce = null,
        params (string Name, string Value)[] settings
    )
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(WorkerHost).Assembly.Location])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetDirectoryName(typeof(WorkerHost).Assembly.Location),
            Environment =
            {
                ["ConnectionStrings__aethergen"] = fixture.ConnectionString,
                ["Blobs__Root"] = fixture.BlobFolder,
                ["Keys__Root"] = fixture.KeyFolder,
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["AETHERGEN_PARENT"] = "tests",
            },
        };
        if (trialsAtOnce is { } slots)
        {
            start.Environment["Worker__TrialsAtOnce"] = slots.ToString(CultureInfo.InvariantCulture);
        }
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        return new WorkerProcess(new Process { StartInfo = start });
    }

    /// <summary>Waits until its log holds <paramref name="text"/>.</summary>
    /// <param name="times">How often it must have said it.</param>
    public async Task UntilSaysAsync(string text, TimeSpan patience, int times = 1)
    {
        long start = Stopwatch.GetTimestamp();
        while (Output.Split(text).Length <= times)
        {
            Assert.False(process.HasExited, $"It ended before it said '{text}': {Output}");
            Assert.True(Stopwatch.GetElapsedTime(start) < patience, $"It did not say '{text}': {Output}");
            await Task.Delay(20);
        }
    }

    public Task ExitedAsync(CancellationToken ct) => process.WaitForExitAsync(ct);

    /// <summary>As <c>kill -9</c> does: it gets no chance to say or finish anything.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop by a signal alone, as a deployment does; it has not ended yet.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await TerminateAsync();
            process.StandardInput.Close(); // with AETHERGEN_PARENT it would wait for that
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
            }
        }

        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
        {
            output.AppendLine(line.Data);
        }
    }
}
