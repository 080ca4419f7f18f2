using AethergenAI.Generation;
using AethergenAI.Generation.Choice;
using AethergenAI.Seeding;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Auto;

/// <summary>
/// Fits several generators to one part of the seed, evaluates them on another part, and fits the best one to all rows.
/// The comparison has random seeds of its own, so that the choice depends on the rows and not on the fit's seed.
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
            new FitRequest(request.Seed, request.Schema, Usual(request.Settings.Seed))
            {
                Progress = new PartialProgress(request.Progress, Trying, 1),
                Device = request.Device,
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

    private static GeneratorSettings Usual(ulong seed) => new(new Dictionary<string, string>(), seed);

    private static Comparison Compare(
        FitRequest request,
        IReadOnlyList<IGenerator> candidates,
        double limit,
        CancellationToken ct
    )
    {
        if (request.Seed.RowCount < MinRows || candidates.Count == 1)
        {
            string why =
                candidates.Count == 1
                    ? "There is no other candidate."
                    : $"The seed has fewer than {MinRows} rows, too few to compare candidates: the first one is used.";
            var untried = candidates.Select(candidate => new Candidate(candidate.Description.Name, 0) { Note = why });
            return new Comparison(untried.First().Generator, ChoiceRule.Words, 0, 0, [], limit, [.. untried]);
        }

        int splits = Splits(request.Seed.RowCount);
        var rows = Some(request);
        var selection = new GeneratorSelection(request, candidates, limit, ct);
        for (int split = 0; split < splits; split++)
        {
            var (train, validation) = SeedSplit.Split(
                rows,
                request.Schema,
                ValidationShare,
                (ulong)split + 1,
                RowDraw.Validation
            );
            double from = Trying * split / splits;
            selection.Run(
                (ulong)split + 1,
                train,
                validation,
                new PartialProgress(request.Progress, from, from + (Trying / splits))
            );
        }

        return selection.Outcome();
    }

    /// <summary>Few rows say little of a generator, so it is tried on more splits of them.</summary>
    private static int Splits(int rows) =>
        rows switch
        {
            < 2_000 => 4,
            < 8_000 => 3,
            _ => 2,
        };

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
        return share == 1 ? request.Seed : SeedSplit.Draw(request.Seed, request.Schema, share, 1, RowDraw.Comparison);
    }

    private static void Report(IProgress<RunProgress> progress, double fraction, string message) =>
        progress.Report(new RunProgress(RunStage.Fitting) { StageFraction = fraction, Message = message });
}
