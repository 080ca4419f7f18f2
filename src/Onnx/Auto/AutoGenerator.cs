using AethergenAI.Evaluation;
using AethergenAI.Generation;
using AethergenAI.Generation.Choice;
using AethergenAI.Generation.Sampling;
using AethergenAI.Seeding;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Auto;

/// <summary>
/// Fits several generators to one part of the seed, evaluates them on another part, and fits the best one to all rows.
/// </summary>
internal sealed class AutoGenerator : IGenerator
{
    private const double ValidationShare = 0.25,
        Trying = 0.6;
    private const int MinRows = 100,
        MaxRows = 26_000;

    public GeneratorDescription Description => KnownGenerators.Auto;

    public Model Fit(FitRequest request, CancellationToken ct)
    {
        var options = OptionValues.Of(Description, request.Settings);
        var candidates = options.List("candidates").Select(Generators.Named).ToList();
        double limit = options.Number("time-limit");
        var comparison = Compare(request, candidates, limit, ct);
        var chosen = candidates.First(candidate => candidate.Description.Name == comparison.Chosen);
        Report(request.Progress, Trying, $"Fitting {comparison.Chosen}");
        var model = chosen.Fit(
            With(request, request.Seed, new Part(request.Progress, Trying, 1)) with
            {
                Kept = request.Kept,
            },
            ct
        );
        return model with
        {
            Manifest = model.Manifest with { Provenance = model.Manifest.Provenance with { Comparison = comparison } },
        };
    }

    public byte[] Condition(Model model, ReadOnlySpan<bool> given) =>
        Generators.Named(model.Manifest.Generator).Condition(model, given);

    /// <remarks>
    /// The time limit decides only which candidates are tried; it does not affect their scores.
    /// </remarks>
    private static Comparison Compare(
        FitRequest request,
        IReadOnlyList<IGenerator> candidates,
        double limit,
        CancellationToken ct
    )
    {
        string first = candidates[0].Description.Name;
        if (request.Seed.RowCount < MinRows || candidates.Count == 1)
        {
            string why =
                candidates.Count == 1
                    ? "There is no other candidate."
                    : $"The seed has fewer than {MinRows} rows, too few to compare candidates: the first one is used.";
            var untried = candidates.Select(candidate => new Candidate(candidate.Description.Name, 0) { Note = why });
            return new Comparison(first, ChoiceRule.Words, 0, 0, [], limit, [.. untried]);
        }

        var (train, validation) = SeedSplit.Split(
            Some(request),
            request.Schema,
            ValidationShare,
            request.Settings.Seed,
            RowDraw.Validation
        );
        long begin = TimeProvider.System.GetTimestamp();
        var judge = new CandidateEvaluator(request.Schema, train, validation, request.Settings.Seed, ct);
        var judged = new List<Candidate>();
        RefusedException? refused = null;
        for (int at = 0; at < candidates.Count; at++)
        {
            string name = candidates[at].Description.Name;
            double left = limit - Elapsed(begin);
            if (judged.Any(candidate => candidate.Loss is not null) && left <= 0)
            {
                judged.Add(new Candidate(name, 0) { Note = "Not tried: the time limit was reached." });
                continue;
            }

            // The time limit stops a candidate only after another has succeeded.
            using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
            if (judged.Any(candidate => candidate.Loss is not null))
            {
                clock.CancelAfter(TimeSpan.FromSeconds(Math.Min(left, int.MaxValue / 1000)));
            }
            long started = TimeProvider.System.GetTimestamp();
            var part = new Part(request.Progress, Trying * at / candidates.Count, Trying * (at + 1) / candidates.Count);
            Report(request.Progress, Trying * at / candidates.Count, $"Trying {name}");
            try
            {
                var rows = Draw(
                    candidates[at].Fit(With(request, train, part), clock.Token),
                    train.RowCount,
                    request.Settings.Seed,
                    clock.Token
                );
                var figures = judge.Of(new Candidate(name, 0), rows, clock.Token);
                judged.Add(figures with { Seconds = Elapsed(started) });
            }
            catch (RefusedException refusal)
            {
                refused ??= refusal;
                judged.Add(new Candidate(name, Elapsed(started)) { Note = $"Refused: {refusal.Code}." });
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                judged.Add(new Candidate(name, Elapsed(started)) { Note = "Stopped: the time limit was reached." });
            }
        }

        var best = ChoiceRule.Choose(judged) ?? throw refused!;
        return new Comparison(
            best.Generator,
            ChoiceRule.Words,
            train.RowCount,
            validation.RowCount,
            judge.Targets,
            limit,
            judged
        );
    }

    /// <summary>
    /// About <see cref="MaxRows"/> of the rows at most. The share is a power of 0.9, so that it is the same for
    /// nearly every seed that has a row more or less.
    /// </summary>
    private static Table Some(FitRequest request)
    {
        double share = 1;
        while (share * request.Seed.RowCount > MaxRows)
        {
            share *= 0.9;
        }
        return share == 1
            ? request.Seed
            : SeedSplit.Draw(request.Seed, request.Schema, share, request.Settings.Seed, RowDraw.Comparison);
    }

    private static Table Draw(Model model, int rows, ulong seed, CancellationToken ct)
    {
        using var sampler = new OnnxTokenSampler(model.Graph);
        return RowSampler.Sample(model, sampler, new SampleRequest(rows, seed), new Progress<RunProgress>(), ct).Table;
    }

    private static FitRequest With(FitRequest request, Table seed, IProgress<RunProgress> progress) =>
        new(seed, request.Schema, new GeneratorSettings(new Dictionary<string, string>(), request.Settings.Seed))
        {
            Progress = progress,
            Device = request.Device,
        };

    private static double Elapsed(long since) => TimeProvider.System.GetElapsedTime(since).TotalSeconds;

    private static void Report(IProgress<RunProgress> progress, double fraction, string message) =>
        progress.Report(new RunProgress(RunStage.Fitting) { StageFraction = fraction, Message = message });

    /// <summary>Reports the progress of one fit as a share of the whole.</summary>
    private sealed class Part(IProgress<RunProgress> whole, double from, double to) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) =>
            whole.Report(value with { StageFraction = from + ((to - from) * (value.StageFraction ?? 0)) });
    }
}
