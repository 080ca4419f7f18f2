using System.Numerics.Tensors;
using AethergenAI.Recipes.Designs;
using AethergenAI.Statistics;

namespace AethergenAI.Cards.Analysis;

/// <summary>
/// Analysis of variance of trials with sums of squares of type II, so that failed cells do not bias it.
/// Repeats and data sets are blocks: the variation that they explain is removed first. Langsrud (2003),
/// <see href="https://doi.org/10.1023/A:1023260610025"/>; Box, Hunter &amp; Hunter (2005), chapter 4, for blocks.
/// </summary>
/// <remarks>
/// The bases depend only on which trials were measured, and are cached: each further measure
/// of the same trials costs O(n·p).
/// </remarks>
internal sealed class Anova(DesignCells design, EffectModel model)
{
    private const string TypeTwo = "II";

    private readonly Dictionary<string, Frame> frames = new(StringComparer.Ordinal);

    /// <param name="trials">Cell (from 1), block and repeat of each measured trial; trials of an added baseline
    /// cell are left out.</param>
    /// <param name="values">One per trial.</param>
    /// <returns>Null where nothing is varied or fewer than three trials were measured.</returns>
    internal AnovaTable? Of(IReadOnlyList<TrialOutcome> trials, IReadOnlyList<double> values)
    {
        int[] kept = [.. Enumerable.Range(0, trials.Count).Where(at => trials[at].Cell <= design.Designed)];
        if (kept.Length < 3 || model.Planned.Count == 0)
        {
            return null;
        }

        string key = string.Join(';', kept.Select(at => $"{trials[at].Cell},{trials[at].Block},{trials[at].Repeat}"));
        if (!frames.TryGetValue(key, out var frame))
        {
            frames[key] = frame = Frame.Of(model, [.. kept.Select(at => trials[at])]);
        }
        return Table(frame, [.. kept.Select(at => values[at])]);
    }

    private AnovaTable Table(Frame frame, double[] y)
    {
        double mean = TensorPrimitives.Average<double>(y);
        double[] deviations = [.. y.Select(value => value - mean)],
            within = frame.Blocks.Residual(deviations);
        double total = TensorPrimitives.SumOfSquares<double>(deviations),
            left = TensorPrimitives.SumOfSquares<double>(within);
        double error = Math.Max(0, left - frame.Whole.Explained(within, frame.Blocks.Rank));
        // Rounding leaves a small residual where the model fits exactly.
        if (error <= 1e-12 * left)
        {
            error = 0;
        }
        int freedom = y.Length - frame.Whole.Rank;
        var rows = frame.Terms.Select(term =>
        {
            double squares = term.Basis.Explained(within, term.Before);
            int degrees = term.Basis.Rank - term.Before;
            double? f = freedom > 0 && degrees > 0 ? squares / degrees / (error / freedom) : null;
            if (f is { } ratio && double.IsNaN(ratio))
            {
                f = null;
            }
            var aliases = model.Effects.FirstOrDefault(effect => effect.Name == term.Term.Name)?.AliasedWith ?? [];
            return new AnovaRow(
                term.Term.Name,
                squares,
                degrees,
                f is { } finite && double.IsFinite(finite) ? finite : null,
                f is { } tested ? Distributions.FUpper(tested, degrees, freedom) : null,
                squares + error > 0 ? squares / (squares + error) : null,
                aliases
            );
        });
        return new AnovaTable(
            TypeTwo,
            [.. rows],
            new AnovaRow(
                "repeats and data sets",
                Math.Max(0, total - left),
                frame.Blocks.Rank - 1,
                null,
                null,
                null,
                []
            ),
            new AnovaRow("residual", error, freedom, null, null, null, []),
            total,
            Note(frame, freedom)
        );
    }

    private static string? Note(Frame frame, int freedom)
    {
        if (freedom == 0)
        {
            return "The model uses up all trials, so there is nothing to test against. Add repeats of the cells.";
        }
        string[] dropped = [.. frame.Dropped.Select(term => term.Name)];
        if (dropped.Length > 0)
        {
            return "Too few trials were measured to estimate these terms, so they are part of the residual: "
                + $"{string.Join(", ", dropped)}.";
        }

        return null;
    }

    /// <summary>The dimensions that one term adds: those of its basis from <paramref name="Before"/> on.</summary>
    private sealed record TermBasis(Term Term, OrthonormalBasis Basis, int Before);

    private sealed record Frame(
        OrthonormalBasis Blocks,
        OrthonormalBasis Whole,
        IReadOnlyList<TermBasis> Terms,
        IReadOnlyList<Term> Dropped
    )
    {
        internal static Frame Of(EffectModel model, IReadOnlyList<TrialOutcome> trials)
        {
            int[] cells = [.. trials.Select(trial => trial.Cell - 1)];
            var blocks = new OrthonormalBasis();
            foreach (var block in trials.Select(trial => (trial.Block, trial.Repeat)).Distinct())
            {
                blocks.Add([
                    [.. trials.Select(trial => (trial.Block, trial.Repeat) == block ? 1.0 : 0)],
                ]);
            }

            var columns = model.Planned.ToDictionary(
                term => term,
                term => model.Columns(term, cells).Select(column => blocks.Residual(column)).ToArray()
            );
            IReadOnlyList<Term> terms = model.Planned;
            var whole = Basis(blocks, terms, columns);
            // Without repeats, interactions can use up all trials and leave nothing to test against;
            // they then join the residual.
            bool full =
                whole.Rank >= trials.Count || whole.Rank < blocks.Rank + terms.Sum(term => columns[term].Length);
            if (full && terms.Any(term => !term.IsMain))
            {
                terms = [.. terms.Where(term => term.IsMain)];
                whole = Basis(blocks, terms, columns);
            }

            return new Frame(
                blocks,
                whole,
                [.. terms.Select(term => Own(term, terms, blocks, columns))],
                [.. model.Planned.Except(terms)]
            );
        }

        private static TermBasis Own(
            Term term,
            IReadOnlyList<Term> terms,
            OrthonormalBasis blocks,
            Dictionary<Term, double[][]> columns
        )
        {
            var basis = Basis(
                blocks,
                terms.Where(other => other != term && !(term.IsMain && term.IsWithin(other))),
                columns
            );
            int before = basis.Rank;
            basis.Add(columns[term]);
            return new TermBasis(term, basis, before);
        }

        private static OrthonormalBasis Basis(
            OrthonormalBasis blocks,
            IEnumerable<Term> terms,
            Dictionary<Term, double[][]> columns
        )
        {
            var basis = blocks.Copy();
            foreach (var term in terms)
            {
                basis.Add(columns[term]);
            }
            return basis;
        }
    }
}
