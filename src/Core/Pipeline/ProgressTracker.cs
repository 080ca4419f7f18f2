using AethergenAI.Pipeline.Stages;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>
/// Reports the progress of a run and measures the cost of each stage.
/// Several trials report their stages at once; the tracker adds the run's fraction, time left and memory.
/// Four times a second it measures memory and repeats the last report.
/// </summary>
internal sealed class ProgressTracker : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly List<StageWatch> active = [];

    // trial → weight of its finished stages
    private readonly Dictionary<string, double> begun = new(StringComparer.Ordinal);
    private readonly IProgress<RunProgress> watcher;
    private readonly TimeProvider clock;
    private readonly Func<MachineUsage> usage;
    private readonly ITimer timer;
    private readonly double total;
    private RunProgress last = new(RunStage.Seeding);
    private double reached; // weight of all that is over
    private double carriedOut; // of that, what was not found done
    private double farthest; // no frame says less than one before it
    private int ended; // trials
    private TimeSpan cpu;
    private TimeSpan spent; // while anything was carried out
    private long looked;
    private bool disposed;

    internal ProgressTracker(RunServices services, int trials)
    {
        (watcher, clock, usage) = (services.Progress, services.Clock, services.Machine.Usage);
        cpu = usage().Processor;
        looked = clock.GetTimestamp();
        total = Weight(RunStage.Seeding) + Weight(RunStage.Evidence) + (trials * TrialWeight);
        timer = clock.CreateTimer(_ => Show(null, last => last), null, Beat, Beat);
    }

    /// <summary>Runs a stage on its own thread and measures it.</summary>
    internal async Task<(T Made, TrialCost Cost)> MeasureAsync<T>(
        RunStage stage,
        Trial? trial,
        Func<IProgress<RunProgress>, Task<T>> work,
        CancellationToken ct
    )
    {
        ct.ThrowIfCancellationRequested();
        var watched = Begin(stage, trial);
        bool whole = false;
        try
        {
            var made = await Task.Run(() => work(watched), ct);
            whole = true;
            return (made, Cost(watched));
        }
        finally
        {
            End(watched, whole);
        }
    }

    /// <summary>Counts a trial's stage that an earlier attempt completed.</summary>
    internal void Skip(RunStage stage, Trial trial)
    {
        lock (gate)
        {
            Over(stage, trial.Name);
        }
    }

    /// <summary>Counts a trial that has ended, successfully or not.</summary>
    internal void End(Trial trial)
    {
        lock (gate)
        {
            begun.Remove(trial.Name, out double done);
            reached += TrialWeight - done;
            ended++;
        }
    }

    /// <summary>Sets the number of trials that have ended, in this process and in others.</summary>
    internal void Reach(int trials)
    {
        lock (gate)
        {
            reached += TrialWeight * Math.Max(trials - ended, 0);
            ended = Math.Max(trials, ended);
        }
    }

    internal void Done() => Show(null, _ => new RunProgress(RunStage.Done) { StageFraction = 1, Message = "Done" });

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
        }
        timer.Dispose();
    }

    private static double TrialWeight => TrialStages.All.Sum(stage => stage.Weight);

    /// <summary>A stage's typical share of the work; that of seeding and of evidence is 1.</summary>
    private static double Weight(RunStage stage) =>
        TrialStages.All.FirstOrDefault(one => one.Stage == stage)?.Weight ?? 1;

    private StageWatch Begin(RunStage stage, Trial? trial)
    {
        StageWatch watched;
        lock (gate)
        {
            Look();
            watched = new StageWatch(
                this,
                new RunProgress(stage)
                {
                    Trial = trial?.Name,
                    StageFraction = 0,
                    Provider = last.Provider,
                    Risk = last.Risk,
                }
            )
            {
                Start = clock.GetTimestamp(),
                Peak = usage().MemoryBytes,
            };
            active.Add(watched);
        }

        Show(watched, frame => frame);
        return watched;
    }

    private TrialCost Cost(StageWatch watched)
    {
        lock (gate)
        {
            Look();
            return new TrialCost(
                clock.GetElapsedTime(watched.Start).TotalSeconds,
                watched.Cpu.TotalSeconds,
                watched.Peak
            );
        }
    }

    private void End(StageWatch watched, bool whole)
    {
        lock (gate)
        {
            Look();
            active.Remove(watched);
            if (whole)
            {
                carriedOut += Weight(watched.Frame.Stage);
            }
            Over(watched.Frame.Stage, watched.Frame.Trial);
        }
    }

    private void Over(RunStage stage, string? trial)
    {
        reached += Weight(stage);
        if (trial is not null)
        {
            begun[trial] = begun.GetValueOrDefault(trial) + Weight(stage);
        }
    }

    /// <summary>
    /// Divides the processor time since the last measurement equally among the running
    /// stages, and keeps the largest memory.
    /// </summary>
    private void Look()
    {
        var (now, memory) = usage();
        long at = clock.GetTimestamp();
        foreach (var stage in active)
        {
            stage.Cpu += (now - cpu) / active.Count;
            stage.Peak = Math.Max(stage.Peak, memory);
        }

        if (active.Count > 0)
        {
            spent += clock.GetElapsedTime(looked, at);
        }
        (cpu, looked) = (now, at);
    }

    /// <param name="watched">The stage that reports; null: the last report is repeated.</param>
    private void Show(StageWatch? watched, Func<RunProgress, RunProgress> next)
    {
        lock (gate)
        {
            if (disposed)
            {
                return;
            }
            Look();
            last = next(watched?.Frame ?? last);
            watched?.Frame = last;
            double partial = active.Sum(stage =>
                Weight(stage.Frame.Stage) * Math.Clamp(stage.Frame.StageFraction ?? 0, 0, 1)
            );
            farthest = Math.Max(farthest, Math.Min((reached + partial) / total, 1));
            watcher.Report(
                last with
                {
                    Fraction = last.Stage == RunStage.Done ? 1 : farthest,
                    EtaSeconds = SecondsLeft(partial),
                    MemoryBytes = usage().MemoryBytes,
                }
            );
        }
    }

    /// <summary>
    /// The time left at the pace of the work so far, without skipped work; null until there is a pace.
    /// </summary>
    private double? SecondsLeft(double partial)
    {
        if (last.Stage == RunStage.Done)
        {
            return 0;
        }
        double done = carriedOut + partial;
        return done > 0 ? spent.TotalSeconds / done * Math.Max(total - reached - partial, 0) : null;
    }

    private double? Pace(StageWatch watched, long? rows)
    {
        double seconds = clock.GetElapsedTime(watched.Start).TotalSeconds;
        return seconds > 0 ? rows / seconds : null;
    }

    /// <summary>One running stage and its share of the progress.</summary>
    private sealed class StageWatch(ProgressTracker watch, RunProgress first) : IProgress<RunProgress>
    {
        internal RunProgress Frame { get; set; } = first;

        internal required long Start { get; init; }

        internal required long Peak { get; set; }

        internal TimeSpan Cpu { get; set; }

        public void Report(RunProgress value) =>
            watch.Show(this, frame =>
                frame with
                {
                    StageFraction = value.StageFraction ?? frame.StageFraction,
                    Rows = value.Rows ?? frame.Rows,
                    RowsPerSecond = value.RowsPerSecond ?? watch.Pace(this, value.Rows) ?? frame.RowsPerSecond,
                    Provider = value.Provider ?? frame.Provider,
                    Risk = value.Risk ?? frame.Risk,
                    Training = value.Training ?? frame.Training,
                    Message = value.Message ?? frame.Message,
                }
            );
    }
}
