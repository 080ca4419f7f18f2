using AethergenAI.Evaluation;
using AethergenAI.Generation;
using AethergenAI.Generation.Choice;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Auto;

/// <summary>Tries generators on splits of a seed, within a time limit.</summary>
/// <param name="limit">Seconds. It decides only which candidates are tried, and how often; it does not affect
/// their figures.</param>
internal sealed class GeneratorSelection(
    FitRequest request,
    IReadOnlyList<IGenerator> candidates,
    double limit,
    CancellationToken ct
)
{
    private readonly Attempt[] attempts = [.. candidates.Select(candidate => new Attempt(candidate.Description.Name))];
    private readonly long begin = TimeProvider.System.GetTimestamp();
    private readonly HashSet<string> targets = new(StringComparer.Ordinal);

    private (int Train, int Validation) rows;
    private RefusedException? refused;

    private bool AnyScored => attempts.Any(attempt => attempt.Scores.Count > 0);

    /// <summary>Tries every generator that may still be chosen on one split.</summary>
    internal void Run(ulong split, Table train, Table validation, IProgress<RunProgress> progress)
    {
        var evaluator = new CandidateEvaluator(request.Schema, train, validation, request.Target, split, ct);
        if (split == 1)
        {
            rows = (train.RowCount, validation.RowCount);
        }
        targets.UnionWith(evaluator.Targets);
        Candidate[] before = [.. attempts.Select(attempt => attempt.Candidate)];
        for (int at = 0; at < attempts.Length; at++)
        {
            if (split > 1 && !ChoiceRule.Contends(before[at], before))
            {
                continue;
            }
            double left = limit - Elapsed(begin);
            if (AnyScored && left <= 0)
            {
                attempts[at].Note ??= attempts[at].Scores.Count == 0 ? "Not tried: the time limit was reached." : null;
                continue;
            }
            var part = new PartialProgress(progress, at / (double)attempts.Length, (at + 1) / (double)attempts.Length);
            part.Report(new RunProgress(RunStage.Fitting) { Message = $"Trying {attempts[at].Name}, split {split}" });
            One(at, split, train, evaluator, part, left);
        }
    }

    /// <exception cref="RefusedException">Every candidate was refused.</exception>
    internal Comparison Outcome()
    {
        Candidate[] judged = [.. attempts.Select(attempt => attempt.Candidate)];
        var best = ChoiceRule.Choose(judged) ?? throw refused!;
        return new Comparison(
            best.Generator,
            ChoiceRule.Words,
            rows.Train,
            rows.Validation,
            [.. targets],
            limit,
            judged
        );
    }

    private void One(
        int at,
        ulong split,
        Table train,
        CandidateEvaluator evaluator,
        IProgress<RunProgress> progress,
        double left
    )
    {
        // The time limit stops a candidate only after another has succeeded.
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (AnyScored)
        {
            clock.CancelAfter(TimeSpan.FromSeconds(Math.Min(left, int.MaxValue / 1000)));
        }
        var attempt = attempts[at];
        long started = TimeProvider.System.GetTimestamp();
        try
        {
            var usual = new GeneratorSettings(new Dictionary<string, string>(), split);
            var fit = new FitRequest(train, request.Schema, usual) { Progress = progress, Device = request.Device };
            var drawn = Draw(candidates[at].Fit(fit, clock.Token), train.RowCount, split, clock.Token);
            attempt.Scores.Add(evaluator.Of(drawn, clock.Token));
        }
        catch (RefusedException refusal)
        {
            refused ??= refusal;
            attempt.Note = $"Refused: {refusal.Code}.";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            attempt.Note = attempt.Scores.Count == 0 ? "Stopped: the time limit was reached." : null;
        }
        attempt.Seconds += Elapsed(started);
    }

    private static Table Draw(Model model, int rows, ulong seed, CancellationToken ct)
    {
        using var sampler = new OnnxTokenSampler(model.Graph);
        return RowSampler.Sample(model, sampler, new SampleRequest(rows, seed), new Progress<RunProgress>(), ct).Table;
    }

    private static double Elapsed(long since) => TimeProvider.System.GetElapsedTime(since).TotalSeconds;

    /// <summary>What is known of one generator so far.</summary>
    private sealed class Attempt(string name)
    {
        internal string Name => name;

        internal List<Judgement> Scores { get; } = [];

        internal double Seconds { get; set; }

        internal string? Note { get; set; }

        internal Candidate Candidate =>
            Scores.Count == 0
                ? new Candidate(name, Seconds) { Note = Note }
                : Judgement.Mean(name, Seconds, Scores) with
                {
                    Note = Note,
                };
    }
}
