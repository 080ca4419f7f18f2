using AethergenAI.Evaluation.Utility;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Learning;

/// <summary>
/// A score of predictions, with each tested row's influence on it: the score's variance is the sum of their squares
/// over n².
/// </summary>
/// <param name="Influence">One per row, with mean 0.</param>
internal sealed record Scored(double Value, double[] Influence);

/// <summary>
/// How good predictions are. Influence functions are those of the infinitesimal jackknife (Efron 1982,
/// <see href="https://doi.org/10.1137/1.9781611970319"/>);
/// that of the area is DeLong's (1988, <see href="https://doi.org/10.2307/2531595"/>).
/// </summary>
internal static class Scoring
{
    private const int Bins = 10;
    private const double SmallestShare = 1e-6;

    public static readonly IReadOnlyList<string> ForClasses =
    [
        "auc",
        "accuracy",
        "macro-f1",
        "log-loss",
        "calibration-error",
    ];

    public static readonly IReadOnlyList<string> ForNumbers = ["r2", "mae"];

    /// <returns>In the order of the names; null where the rows leave a score undefined.</returns>
    public static Scored?[] Of(double[][] predicted, LabelledRows truth) =>
        truth.Classes.Length == 0
            ? [RSquared(predicted[0], truth.Targets), AbsoluteError(predicted[0], truth.Targets)]
            :
            [
                Area(predicted, truth.Classes),
                Accuracy(predicted, truth.Classes),
                MacroF1(predicted, truth.Classes),
                LogLoss(predicted, truth.Classes),
                Calibration(predicted, truth.Classes),
            ];

    /// <returns>The first of <see cref="Of"/>, alone.</returns>
    public static Scored? First(double[][] predicted, LabelledRows truth) =>
        truth.Classes.Length == 0 ? RSquared(predicted[0], truth.Targets) : Area(predicted, truth.Classes);

    /// <summary>
    /// One class against the rest, averaged over the classes that occur; with two classes, the second one alone.
    /// </summary>
    public static Scored? Area(double[][] predicted, int[] labels)
    {
        int n = labels.Length,
            classes = 0;
        double sum = 0;
        var influence = new double[n];
        for (int k = predicted.Length == 2 ? 1 : 0; k < predicted.Length; k++)
        {
            bool[] positive = Array.ConvertAll(labels, label => label == k);
            int positives = positive.Count(one => one);
            if (positives == 0 || positives == n)
            {
                continue;
            }
            double area = RocAuc.WithPlacements(predicted[k], positive, out double[] placements);
            for (int i = 0; i < n; i++)
            {
                influence[i] += (placements[i] - area) * n / (positive[i] ? positives : n - positives);
            }
            sum += area;
            classes++;
        }

        return classes == 0 ? null : new Scored(sum / classes, Array.ConvertAll(influence, one => one / classes));
    }

    public static Scored Accuracy(double[][] predicted, int[] labels) =>
        Mean([.. Best(predicted).Zip(labels, (guess, label) => guess == label ? 1.0 : 0)]);

    /// <summary>
    /// The mean over classes of <c>2·TP/(2·TP + FP + FN)</c>; classes that neither occur nor
    /// are predicted are left out.
    /// </summary>
    public static Scored MacroF1(double[][] predicted, int[] labels)
    {
        int[] guesses = Best(predicted);
        int n = labels.Length,
            used = 0;
        double sum = 0;
        var influence = new double[n];
        for (int k = 0; k < predicted.Length; k++)
        {
            double over = 0,
                under = 0;
            for (int i = 0; i < n; i++)
            {
                over += guesses[i] == k && labels[i] == k ? 2 : 0;
                under += (guesses[i] == k ? 1 : 0) + (labels[i] == k ? 1 : 0);
            }

            if (under == 0)
            {
                continue;
            }
            double f1 = over / under;
            for (int i = 0; i < n; i++)
            {
                double a = guesses[i] == k && labels[i] == k ? 2 : 0,
                    b = (guesses[i] == k ? 1 : 0) + (labels[i] == k ? 1 : 0);
                influence[i] += (a - (f1 * b)) * n / under;
            }

            sum += f1;
            used++;
        }

        return new Scored(sum / used, Array.ConvertAll(influence, one => one / used));
    }

    /// <summary>The mean of <c>−ln p</c> of the true class, p at least 10⁻⁶.</summary>
    public static Scored LogLoss(double[][] predicted, int[] labels)
    {
        var losses = new double[labels.Length];
        for (int i = 0; i < losses.Length; i++)
        {
            losses[i] = -Math.Log(Math.Max(SmallestShare, predicted[labels[i]][i]));
        }
        return Mean(losses);
    }

    /// <summary>
    /// Expected calibration error: over ten equal bins of the best class's probability, <c>Σ |Σ(p − right)|/n</c>.
    /// Naeini, Cooper &amp; Hauskrecht (2015), <see href="https://doi.org/10.1609/aaai.v29i1.9602"/>.
    /// </summary>
    public static Scored Calibration(double[][] predicted, int[] labels)
    {
        int[] guesses = Best(predicted);
        int n = labels.Length;
        var gaps = new double[n];
        var bins = new int[n];
        var sums = new double[Bins];
        for (int i = 0; i < n; i++)
        {
            double confidence = predicted[guesses[i]][i];
            bins[i] = Math.Clamp((int)(confidence * Bins), 0, Bins - 1);
            gaps[i] = confidence - (guesses[i] == labels[i] ? 1 : 0);
            sums[bins[i]] += gaps[i];
        }

        return Mean([.. gaps.Select((gap, i) => Math.Sign(sums[bins[i]]) * gap)]);
    }

    /// <summary><c>1 − Σ(y − ŷ)²/Σ(y − ȳ)²</c>.</summary>
    public static Scored? RSquared(double[] predicted, double[] targets)
    {
        double mean = targets.Average(),
            spread = targets.Average(target => (target - mean) * (target - mean));
        if (spread <= 0)
        {
            return null;
        }
        double lost = targets.Zip(predicted, (target, guess) => (target - guess) * (target - guess)).Average() / spread;
        return new Scored(
            1 - lost,
            [
                .. targets.Zip(predicted, (target, guess) =>
                    ((lost * (target - mean) * (target - mean)) - ((target - guess) * (target - guess))) / spread
                ),
            ]
        );
    }

    public static Scored AbsoluteError(double[] predicted, double[] targets) =>
        Mean([.. targets.Zip(predicted, (target, guess) => Math.Abs(target - guess))]);

    private static Scored Mean(double[] values)
    {
        double mean = values.Average();
        return new Scored(mean, Array.ConvertAll(values, value => value - mean));
    }

    private static int[] Best(double[][] predicted)
    {
        var best = new int[predicted[0].Length];
        for (int i = 0; i < best.Length; i++)
        {
            for (int k = 1; k < predicted.Length; k++)
            {
                if (predicted[k][i] > predicted[best[i]][i])
                {
                    best[i] = k;
                }
            }
        }

        return best;
    }
}
