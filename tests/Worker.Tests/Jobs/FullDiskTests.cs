using System.Diagnostics;
using AethergenAI.Workspace;

namespace AethergenAI.Worker.Tests.Jobs;

/// <summary>The disk of the blobs fills up while a run is carried out, and gets room again.</summary>
[Trait("Speed", "Slow")]
public sealed class FullDiskTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>, IAsyncLifetime
{
    private const int Trials = 30;
    private const int Mebibyte = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;
    private string? whyNot;

    private string Filler => Path.Combine(fixture.BlobFolder, "filler");

    /// <summary>Mounts a disk of its own where the blobs are.</summary>
    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(fixture.BlobFolder);
        whyNot = OperatingSystem.IsLinux()
            ? await RunAsync("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", fixture.BlobFolder)
            : "Only Linux mounts a small disk for a test.";
    }

    public async ValueTask DisposeAsync()
    {
        if (whyNot is null)
        {
            Assert.Null(await RunAsync("umount", "--lazy", fixture.BlobFolder));
        }
    }

    [Fact]
    public async Task A_run_waits_while_the_disk_is_full_and_goes_on_when_there_is_room_uncounted()
    {
        Assert.SkipWhen(whyNot is not null, $"No small disk can be mounted here: {whyNot}");
        Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(Trials, rows: 2_000), Samples.Seed(400), ct);
        await using (WorkerProcess worker = WorkerProcess.Start(fixture, trialsAtOnce: 1))
        {
            await worker.UntilSaysAsync($"Run {id} begun, attempt 1", Patience);
            await fixture.UntilAsync(id, run => run.Stage is RunStage.Fitting or RunStage.Sampling, Patience, ct);
            await FillAsync();

            await worker.UntilSaysAsync($"Run {id} interrupted, it is begun again", Patience);
            Assert.Contains("disk is full", worker.Output, StringComparison.Ordinal);
            Run waiting = await fixture.UntilAsync(id, run => run.Waits is not null, Patience, ct);
            Assert.False(waiting.Ended);
            Assert.Equal(OutsideNeed.DiskSpace, waiting.Waits!.For);
            Assert.InRange(waiting.Waits.Since, waiting.CreatedAt, TimeProvider.System.GetUtcNow());
            await worker.UntilSaysAsync($"Run {id} interrupted, it is begun again", Patience, times: 2);
            Assert.Equal(waiting.Waits, (await fixture.ReadAsync(id, ct)).Waits);
            Assert.Empty(Unfinished());

            File.Delete(Filler);
            await fixture.UntilAsync(id, run => run.Waits is null && !run.Ended, Patience, ct);
            await fixture.EndsWholeAsync(id, Trials, Patience, ct);
            Assert.DoesNotContain("attempt 2", worker.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(" failed, attempt", worker.Output, StringComparison.Ordinal);
        }

        Assert.Empty(Unfinished());
        Assert.NotEmpty(await fixture.ArtefactsAsync(id, ct));
    }

    /// <summary>Leaves no room for a single byte.</summary>
    private async Task FillAsync()
    {
        await using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        byte[] much = new byte[Mebibyte];
        for (int length = much.Length; length > 0; )
        {
            try
            {
                await filler.WriteAsync(much.AsMemory(0, length), ct);
            }
            catch (IOException)
            {
                length /= 2;
            }
        }
    }

    private string[] Unfinished() =>
        [
            .. Directory
                .EnumerateFiles(fixture.BlobFolder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "incoming"),
        ];

    /// <returns>What the program complained about; null if it succeeded.</returns>
    private static async Task<string?> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : error.Trim();
    }
}
