using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// An attack's success against seed rows beyond its success against rows that the generator never saw.
/// </summary>
/// <param name="Success">Against seed rows.</param>
/// <param name="Control">Against holdout rows.</param>
internal readonly record struct ExcessSuccess(double Estimate, Interval Interval, double Success, double Control)
{
    /// <summary>
    /// For targets that are hit or not, <c>(s − c)/(1 − c)</c>: the gain as a share of what the control leaves
    /// to gain. Each target is one draw.
    /// </summary>
    /// <param name="z">The normal quantile of the interval's level.</param>
    /// <remarks>
    /// Giomi et al. (2023), <see href="https://doi.org/10.56553/popets-2023-0055"/>; interval by Newcombe's difference.
    /// </remarks>
    public static ExcessSuccess OfTargets(
        double hits,
        double targets,
        double controlHits,
        double controls,
        double z = SpecialFunctions.Normal975
    )
    {
        double success = hits / targets,
            control = controlHits / controls,
            room = Math.Max(1e-9, 1 - control);
        var difference = Proportion.NewcombeDifference(hits, targets, controlHits, controls, z);
        return new ExcessSuccess(
            Cut((success - control) / room),
            new Interval(Cut(difference.Low / room), Cut(difference.High / room)),
            success,
            control
        );
    }

    public Measure AsMeasure(string name) => new(name, Estimate, Interval);

    private static double Cut(double value) => Math.Clamp(value, -1, 1);
}

/// <summary>
/// Trials that each point at one real record or at none. If nothing was replayed, the labels "seed" and "holdout"
/// of the real records are exchangeable, so a record that k trials point at is one draw of weight k:
/// shares have the design effect Σk²/Σk.
/// </summary>
internal sealed class Tally
{
    private readonly Dictionary<ulong, int> ofTrain = [],
        ofHoldout = [];

    public void Add(ulong record, bool isTrain)
    {
        var counts = isTrain ? ofTrain : ofHoldout;
        counts[record] = counts.GetValueOrDefault(record) + 1;
    }

    public double Train => ofTrain.Values.Sum(count => (double)count);

    /// <summary>How many more seed rows than holdout rows are pointed at, as a share of as many rows of each.</summary>
    public GroupGain Records(int size) =>
        new(
            (double)(ofTrain.Count - ofHoldout.Count) / size,
            Proportion.NewcombeDifference(ofTrain.Count, size, ofHoldout.Count, size)
        );

    public double Holdout => ofHoldout.Values.Sum(count => (double)count);

    /// <summary>Σk²/Σk, at least 1.</summary>
    public double Design
    {
        get
        {
            double sum = Train + Holdout;
            return sum == 0 ? 1 : ofTrain.Values.Concat(ofHoldout.Values).Sum(count => (double)count * count) / sum;
        }
    }

    /// <summary>
    /// The difference between the shares of trials that point at seed rows and at holdout rows,
    /// <c>scale·(train − holdout)/trials</c>.
    /// </summary>
    /// <param name="scale">Where only a part of the seed was looked at: the whole seed divided by that part.</param>
    public ExcessSuccess Difference(double trials, double scale)
    {
        double design = Design,
            draws = Math.Max(1, trials / design);
        var difference = Exclusive(Math.Min(draws, Train / design), Math.Min(draws, Holdout / design), draws);
        return new ExcessSuccess(
            Math.Clamp((Train - Holdout) / trials * scale, -1, 1),
            new Interval(Math.Max(-1, difference.Low * scale), Math.Min(1, difference.High * scale)),
            Train / trials,
            Holdout / trials
        );
    }

    /// <summary>
    /// The interval of the difference of two shares of the same draws, none of which counts for both: what one has more
    /// the other has less.
    /// </summary>
    public static Interval Exclusive(double train, double holdout, double draws)
    {
        double p = train / draws,
            q = holdout / draws,
            rest = (1 - p) * (1 - q);
        return Proportion.NewcombeDifference(
            train,
            draws,
            holdout,
            draws,
            correlation: rest > 0 ? -Math.Min(1, Math.Sqrt(p * q / rest)) : 0
        );
    }

    /// <summary>The same shares combined as <c>(s − c)/(1 − c)</c>.</summary>
    public ExcessSuccess Relative(double trials)
    {
        double design = Design,
            draws = Math.Max(1, trials / design);
        return ExcessSuccess.OfTargets(
            Math.Min(draws, Train / design),
            draws,
            Math.Min(draws, Holdout / design),
            draws
        );
    }
}
