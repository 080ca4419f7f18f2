using AethergenAI.Recipes;

namespace AethergenAI.Runs;

/// <summary>
/// Tells whoever watches how far a run is, and measures what each stage costs. Stages report their own part;
/// the watch adds the whole: fraction, time left, memory. Four times a second it looks at memory and repeats the last frame.
/// </summary>
internal sealed class RunWatch : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly IProgress<Telemetry> watcher;
    private readonly TimeProvider clock;
    private readonly ITimer timer;
    private readonly double total;
    private Telemetry last = new(RunStage.Seeding);
    private double reached;
    private double carriedOut;
    private TimeSpan spent;
    private long stageStart;
    private bool working;
    private bool disposed;
    private long peak;

    internal RunWatch(IProgress<Telemetry> watcher, TimeProvider clock, int trials)
    {
        this.watcher = watcher;
        this.clock = clock;
        total = Weight(RunStage.Seeding) + Weight(RunStage.Evidence) + (trials * TrialWeight);
        timer = clock.CreateTimer(_ => Show(frame => frame), null, Beat, Beat);
    }

    /// <summary>Carries out a stage on a thread of its own, so that the caller stays free, and measures it.</summary>
    internal async Task<(T Made, TrialCost Cost)> MeasureAsync<T>(
        RunStage stage, Trial? trial, Func<IProgress<Telemetry>, Task<T>> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Begin(stage, trial);
        var cpu = Environment.CpuUsage.TotalTime;
        double carried = 0;
        try
        {
            var made = await Task.Run(() => work(new StageProgress(this)), ct);
            carried = Weight(stage);
            return (made, new TrialCost(clock.GetElapsedTime(stageStart).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, Peak));
        }
        finally
        {
            End(stage, carried);
        }
    }

    /// <summary>A stage whose work was found done.</summary>
    internal void Skip(RunStage stage)
    {
        lock (gate) { reached += Weight(stage); }
    }

    /// <summary>So many trials are done, be it by failing early.</summary>
    internal void Reach(int trials)
    {
        lock (gate) { reached = Weight(RunStage.Seeding) + (trials * TrialWeight); }
    }

    internal void Done() => Show(_ => new Telemetry(RunStage.Done) { StageFraction = 1, Message = "Done" });

    public void Dispose()
    {
        lock (gate) { disposed = true; }
        timer.Dispose();
    }

    private long Peak
    {
        get
        {
            lock (gate) { return peak; }
        }
    }

    private static double TrialWeight => Weight(RunStage.Fitting) + Weight(RunStage.Sampling) + Weight(RunStage.Evaluation);

    /// <summary>How much of a run a stage is, by experience: evaluation compares every pair of columns and trains learners.</summary>
    private static double Weight(RunStage stage) => stage switch
    {
        RunStage.Fitting => 3,
        RunStage.Sampling => 1,
        RunStage.Evaluation => 6,
        _ => 1,
    };

    private void Begin(RunStage stage, Trial? trial)
    {
        lock (gate)
        {
            stageStart = clock.GetTimestamp();
            working = true;
            peak = Environment.WorkingSet;
        }

        Show(frame => new Telemetry(stage) { Trial = trial?.Name, StageFraction = 0, Provider = frame.Provider, Risk = frame.Risk });
    }

    private void End(RunStage stage, double carried)
    {
        lock (gate)
        {
            reached += Weight(stage);
            carriedOut += carried;
            spent += clock.GetElapsedTime(stageStart);
            working = false;
        }
    }

    private void Show(Func<Telemetry, Telemetry> next)
    {
        lock (gate)
        {
            if (disposed) { return; }
            long memory = Environment.WorkingSet;
            peak = Math.Max(peak, memory);
            last = next(last);
            double partial = working ? Weight(last.Stage) * Math.Clamp(last.StageFraction ?? 0, 0, 1) : 0;
            last = last with
            {
                Fraction = last.Stage == RunStage.Done ? 1 : Math.Min((reached + partial) / total, 1),
                EtaSeconds = SecondsLeft(partial),
                MemoryBytes = memory,
            };
            watcher.Report(last);
        }
    }

    /// <summary>At the pace of the work that was carried out, not skipped, so far; null until there is a pace.</summary>
    private double? SecondsLeft(double partial)
    {
        if (last.Stage == RunStage.Done) { return 0; }
        double done = carriedOut + partial;
        double seconds = (spent + (working ? clock.GetElapsedTime(stageStart) : TimeSpan.Zero)).TotalSeconds;
        return done > 0 ? seconds / done * Math.Max(total - reached - partial, 0) : null;
    }

    private double? Pace(long? rows)
    {
        double seconds = clock.GetElapsedTime(stageStart).TotalSeconds;
        return seconds > 0 ? rows / seconds : null;
    }

    private sealed class StageProgress(RunWatch watch) : IProgress<Telemetry>
    {
        public void Report(Telemetry value) => watch.Show(frame => frame with
        {
            StageFraction = value.StageFraction ?? frame.StageFraction,
            Rows = value.Rows ?? frame.Rows,
            RowsPerSecond = value.RowsPerSecond ?? watch.Pace(value.Rows) ?? frame.RowsPerSecond,
            Provider = value.Provider ?? frame.Provider,
            Risk = value.Risk ?? frame.Risk,
            Message = value.Message ?? frame.Message,
        });
    }
}
