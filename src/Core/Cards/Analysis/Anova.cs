using System.Numerics.Tensors;
using AethergenAI.Recipes.Designs;
using AethergenAI.Statistics;

namespace AethergenAI.Cards.Analysis;

/// <summary>
/// Analysis of variance of trials with sums of squares of type II, so that failed cells do not bias it.
/// Repeats and data sets are blocks: the variation that they explain is removed first. With several data sets, the
/// effects' dependence on them is a row of its own; where it is significant, effects are tested against it.
/// Langsrud (2003), <see href="https://doi.org/10.1023/A:1023260610025"/>; Box, Hunter &amp; Hunter (2005), chapter 4,
/// for blocks.
/// </summary>
/// <param name="overlap">As in <see cref="PairedTest"/>: the cells' means over J repeats vary by
/// <c>1 + J·overlap</c> times as much as the residual says, and F is divided by that.</param>
/// <remarks>
/// The bases depend only on which trials were measured, and are cached: each further measure
/// of the same trials costs O(n·p).
/// </remarks>
internal sealed class Anova(DesignCells design, EffectModel model, double overlap = 0)
{
    private const string TypeTwo = "II";

    private const double Level = 0.05;

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
        double crossed = frame.Crossed?.Explained(within, frame.Whole.Rank) ?? 0,
            error = Math.Max(0, left - frame.Whole.Explained(within, frame.Blocks.Rank) - crossed);
        // Rounding leaves a small residual where the model fits exactly.
        if (error <= 1e-12 * left)
        {
            error = 0;
        }
        int freedom = y.Length - (frame.Crossed ?? frame.Whole).Rank;
        var residual = new Yardstick(error / freedom * (1 + (overlap * frame.Repeats)), freedom);
        var dataSets = frame.Crossed is null
            ? null
            : Tested("effects × data sets", crossed, frame.Crossed.Rank - frame.Whole.Rank, residual, error);
        bool depends = dataSets?.P <= Level;
        var against = depends ? new Yardstick(crossed / dataSets!.Freedom, dataSets.Freedom) : residual;
        return new AnovaTable(
            TypeTwo,
            [.. frame.Terms.Select(term => Row(term.Term.Name, term, Aliases(term.Term.Name)))],
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
            Note(frame, freedom, depends)
        )
        {
            Model = Tested(
                "all effects",
                frame.Whole.Explained(within, frame.Blocks.Rank),
                frame.Whole.Rank - frame.Blocks.Rank,
                against,
                error
            ),
            DataSets = dataSets,
            Factors = [.. frame.Factors.Select(factor => Row(factor.Term.Name, factor, []))],
        };

        AnovaRow Row(string name, TermBasis term, IReadOnlyList<string> aliases) =>
            Tested(name, term.Basis.Explained(within, term.Before), term.Basis.Rank - term.Before, against, error) with
            {
                AliasedWith = aliases,
            };
    }

    /// <summary>The mean square that effects are tested against, and its degrees of freedom.</summary>
    private sealed record Yardstick(double MeanSquare, int Freedom);

    private static AnovaRow Tested(string name, double squares, int degrees, Yardstick against, double error)
    {
        double? f = against.Freedom > 0 && degrees > 0 ? squares / degrees / against.MeanSquare : null;
        if (f is double.NaN)
        {
            f = null;
        }
        return new AnovaRow(
            name,
            squares,
            degrees,
            f is { } finite && double.IsFinite(finite) ? finite : null,
            f is { } tested ? Distributions.FUpper(tested, degrees, against.Freedom) : null,
            squares + error > 0 ? squares / (squares + error) : null,
            []
        );
    }

    private IReadOnlyList<string> Aliases(string name) =>
        model.Effects.FirstOrDefault(effect => effect.Name == name)?.AliasedWith ?? [];

    private static string? Note(Frame frame, int freedom, bool depends)
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

        return depends
            ? "Effects depend on the data set, so they are tested against how much they differ between data sets."
            : null;
    }

    /// <summary>The dimensions that one term adds: those of its basis from <paramref name="Before"/> on.</summary>
    private sealed record TermBasis(Term Term, OrthonormalBasis Basis, int Before);

    /// <param name="Crossed">The whole model and how it differs between data sets; null with one data set, or where no
    /// trial is left to test that.</param>
    /// <param name="Factors">For each factor, its main effect and its interactions.</param>
    /// <param name="Repeats">Trials per cell and data set.</param>
    private sealed record Frame(
        OrthonormalBasis Blocks,
        OrthonormalBasis Whole,
        OrthonormalBasis? Crossed,
        IReadOnlyList<TermBasis> Terms,
        IReadOnlyList<TermBasis> Factors,
        double Repeats,
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
                Cross(whole, trials, terms, columns),
                [
                    .. terms.Select(term =>
                        Own(term, [term], other => !(term.IsMain && term.IsWithin(other)), terms, blocks, columns)
                    ),
                ],
                [
                    .. terms
                        .Where(term => term.IsMain)
                        .Select(main => Own(main, [.. terms.Where(main.IsWithin)], _ => true, terms, blocks, columns)),
                ],
                trials.Count / (double)trials.Select(trial => (trial.Cell, trial.Block)).Distinct().Count(),
                [.. model.Planned.Except(terms)]
            );
        }

        private static OrthonormalBasis? Cross(
            OrthonormalBasis whole,
            IReadOnlyList<TrialOutcome> trials,
            IReadOnlyList<Term> terms,
            Dictionary<Term, double[][]> columns
        )
        {
            var crossed = whole.Copy();
            foreach (int block in trials.Select(trial => trial.Block).Distinct().Skip(1))
            {
                double[] within = [.. trials.Select(trial => trial.Block == block ? 1.0 : 0)];
                crossed.Add(
                    terms
                        .SelectMany(term => columns[term])
                        .Select(column => column.Zip(within, (value, one) => value * one).ToArray())
                );
            }

            return crossed.Rank > whole.Rank && crossed.Rank < trials.Count ? crossed : null;
        }

        /// <summary>What terms add to all others that <paramref name="beside"/> lets in.</summary>
        private static TermBasis Own(
            Term name,
            IReadOnlyList<Term> own,
            Func<Term, bool> beside,
            IReadOnlyList<Term> terms,
            OrthonormalBasis blocks,
            Dictionary<Term, double[][]> columns
        )
        {
            var basis = Basis(blocks, terms.Where(other => !own.Contains(other) && beside(other)), columns);
            int before = basis.Rank;
            foreach (var term in own)
            {
                basis.Add(columns[term]);
            }
            return new TermBasis(name, basis, before);
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
