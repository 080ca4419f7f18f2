using System.Globalization;
using AethergenAI.Recipes.Designs;
using AethergenAI.Statistics;

namespace AethergenAI.Cards.Analysis;

/// <summary>How many repeats would find the difference that the recipe looks for.</summary>
internal static class PowerNotes
{
    private const double Level = 0.05;

    /// <summary>
    /// Planned so that four of five experiments find the difference though every comparison is corrected for, and
    /// with a noise that the true one exceeds in one of five runs only.
    /// </summary>
    /// <param name="detect">The smallest difference worth finding, above 0.</param>
    /// <param name="comparisons">How many comparisons are corrected for: the first step of Holm, Level / m, is the one
    /// that a single difference among m has to pass.</param>
    /// <returns>Null where no cell has two differences to the baseline.</returns>
    internal static PowerNote? Of(RepeatedMeasure values, DesignCells design, double detect, int comparisons)
    {
        double[][] all =
        [
            .. Enumerable
                .Range(1, values.CellCount)
                .Where(cell => cell != design.Baseline)
                .Select(cell => values.Differences(cell, design.Baseline))
                .Where(differences => differences.Length > 1),
        ];
        if (all.Length == 0)
        {
            return null;
        }

        double freedom = all.Sum(differences => differences.Length - 1),
            deviation = Math.Sqrt(
                all.Sum(differences =>
                    (differences.Length - 1) * Math.Pow(PairedTest.Moments(differences).Deviation, 2)
                ) / freedom
            );
        double upper = Power.UpperDeviation(deviation, Effective(freedom, all.Length)),
            level = Level / Math.Max(1, comparisons);
        int? needed = Power.RepeatsFor(upper, detect, level, values.Overlap);
        return new PowerNote(
            detect,
            deviation,
            needed,
            Sentence(detect, upper, needed, comparisons, values.RepeatCount, values.Overlap)
        )
        {
            UpperDeviation = upper,
            Comparisons = Math.Max(1, comparisons),
        };
    }

    /// <summary>
    /// Differences share the baseline, so two of them have a correlation of ½ and their sample variances one of ¼:
    /// the pooled variance of k cells has <c>ν/(1 + (k − 1)/4)</c> degrees of freedom, by Satterthwaite's rule.
    /// </summary>
    private static double Effective(double freedom, int cells) => freedom / (1 + ((cells - 1) / 4.0));

    private static string Sentence(
        double detect,
        double upper,
        int? needed,
        int comparisons,
        int repeats,
        double overlap
    )
    {
        string sought = detect.ToString("0.####", CultureInfo.InvariantCulture),
            family = comparisons > 1 ? $", corrected for {comparisons} comparisons" : "",
            noise =
                $"The noise within repeats is taken as {CardText.Number(upper)}, which four of five runs "
                + "like this one do not exceed.";
        if (needed is { } enough)
        {
            return $"Four of five experiments find a difference of {sought} with {enough} repeats{family}; there are "
                + $"{repeats}. {noise}";
        }

        string instead =
            overlap > 0
                ? $"No number of repeats finds a difference of {sought} on as many rows{family}, because all repeats "
                    + "split the same rows: bring more rows, or look for a larger difference."
                : $"To find a difference of {sought} takes more than {Power.MaxRepeats:N0} repeats{family}: look for a "
                    + "larger difference, or reduce the noise.";
        return $"{instead} {noise}";
    }
}
