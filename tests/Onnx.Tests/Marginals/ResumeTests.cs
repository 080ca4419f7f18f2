using AethergenAI.Artefacts;

namespace AethergenAI.Onnx.Tests.Marginals;

[Trait("Speed", "Slow")]
public sealed class ResumeTests
{
    /// <summary>
    /// An attempt that is cut off in the middle goes on from its measurements: nothing is drawn or charged twice.
    /// </summary>
    [Fact]
    public void An_interrupted_fit_goes_on_with_what_it_has_measured()
    {
        var kept = new Checkpoints(new Memory(), "kept", CancellationToken.None);
        var request = PrivateSeeds.Request(PrivateSeeds.Rows(), PrivateSeeds.Schema, 2) with { Kept = kept };
        using var stop = new CancellationTokenSource();
        var cutOff = request with { Progress = new StopAt(stop, 0.5) };
        Assert.ThrowsAny<OperationCanceledException>(() => Generators.Named("aim").Fit(cutOff, stop.Token));
        var half = request.Privacy!.Ledger.Read().Entries;
        Assert.True(half.Count > 8);

        var model = Generators.Named("aim").Fit(request, CancellationToken.None);
        var entries = request.Privacy.Ledger.Read().Entries;
        Assert.Equal(half, entries.Take(half.Count));
        Assert.Single(entries, entry => entry.Within is null); // one reservation
        Assert.True(
            entries.Where(entry => entry.Within is not null).Sum(entry => entry.Rho) <= entries[0].Rho * (1 + 1e-9)
        );
        Assert.InRange(model.Manifest.PrivacyClaim!.Epsilon, 0, 2);
    }

    private sealed class StopAt(CancellationTokenSource stop, double fraction) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.StageFraction >= fraction)
            {
                stop.Cancel();
            }
        }
    }

    private sealed class Memory : IArtefacts
    {
        private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);

        public Task<bool> HasAsync(string name, CancellationToken ct) => Task.FromResult(files.ContainsKey(name));

        public Task<Stream> OpenAsync(string name, CancellationToken ct) =>
            Task.FromResult<Stream>(new MemoryStream(files[name]));

        public async Task WriteAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken ct)
        {
            using var stream = new MemoryStream();
            await write(stream, ct);
            files[name] = stream.ToArray();
        }

        public Task<IReadOnlyList<string>> ListAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<string>>([.. files.Keys]);
    }
}
