using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>Rows with what is to be predicted; rows whose target is missing or left out are not among them.</summary>
internal sealed record Labelled(FeatureMatrix Features, int[] Classes, double[] Targets)
{
    public int Rows => Features.Rows;

    public static Labelled Of(FeatureSpace space, UtilityTask task, Sample sample)
    {
        int[] rows = [.. Enumerable.Range(0, sample.Rows).Where(row => task.IsRegression
            ? double.IsFinite(sample.Numbers[task.Target][row])
            : task.Classes[sample.Codes[task.Target][row]] >= 0)];
        var kept = sample.Take(rows);
        return new Labelled(
            FeatureMatrix.Of(space, kept, task.LeftOut),
            task.IsRegression ? [] : Array.ConvertAll(kept.Codes[task.Target], code => task.Classes[code]),
            kept.Numbers[task.Target]);
    }

    /// <returns>What is wrong with learning from these rows, as the end of a sentence; null where nothing is.</returns>
    public string? WhyTooLittle(int fewest)
    {
        if (Rows < fewest) { return $"has {Rows} rows with a usable target; at least {fewest} are needed"; }
        return Classes.Length > 0 && Classes.Distinct().Count() < 2 ? "has only one class of the target" : null;
    }
}

/// <summary>A fitted model's answers on the holdout, from which its score over any resample follows without fitting again.</summary>
internal sealed class Outcome
{
    private readonly double[][] scores;
    private readonly bool[][] isClass;
    private readonly int[][] orders;
    private readonly double[] targets;

    private Outcome(double[][] scores, bool[][] isClass, double[] targets)
    {
        (this.scores, this.isClass, this.targets) = (scores, isClass, targets);
        orders = isClass.Length == 0 ? [] : Array.ConvertAll(scores, column => RocAuc.Order(column));
    }

    public static Outcome Of(UtilityTask task, Labelled learn, Labelled test, CancellationToken ct)
    {
        var options = new BoostingOptions();
        if (task.IsRegression)
        {
            return new Outcome(GradientBoosting.Regress(learn.Features, learn.Targets, options, ct).Score(test.Features, ct), [], test.Targets);
        }

        double[][] raw = GradientBoosting.Classify(learn.Features, learn.Classes, task.ClassCount, options, ct).Score(test.Features, ct);
        return task.ClassCount == 2
            ? new Outcome(raw, [Array.ConvertAll(test.Classes, label => label == 1)], [])
            : new Outcome(Probabilities(raw), [.. Enumerable.Range(0, task.ClassCount).Select(k => Array.ConvertAll(test.Classes, label => label == k))], []);
    }

    /// <param name="weights">How often each row was drawn; null: every row once.</param>
    /// <returns>The area under the curve, averaged over classes, or R²; NaN where the resample leaves it undefined.</returns>
    public double Value(int[]? weights)
    {
        if (isClass.Length == 0) { return RSquared(weights); }
        double sum = 0;
        for (int k = 0; k < scores.Length; k++)
        {
            sum += weights is null ? RocAuc.Compute(scores[k], isClass[k]) : RocAuc.Weighted(orders[k], scores[k], isClass[k], weights);
        }

        return sum / scores.Length;
    }

    private double RSquared(int[]? weights)
    {
        double count = 0, sum = 0, squares = 0, errors = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double weight = weights?[i] ?? 1;
            count += weight;
            sum += weight * targets[i];
        }

        for (int i = 0; i < targets.Length; i++)
        {
            double weight = weights?[i] ?? 1, off = targets[i] - (sum / count), error = targets[i] - scores[0][i];
            squares += weight * off * off;
            errors += weight * error * error;
        }

        return squares > 0 ? 1 - (errors / squares) : double.NaN;
    }

    private static double[][] Probabilities(double[][] raw)
    {
        for (int i = 0; i < raw[0].Length; i++)
        {
            double largest = raw.Max(column => column[i]), sum = raw.Sum(column => Math.Exp(column[i] - largest));
            foreach (double[] column in raw) { column[i] = Math.Exp(column[i] - largest) / sum; }
        }

        return raw;
    }
}
