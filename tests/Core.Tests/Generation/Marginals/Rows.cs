using AethergenAI.Generation.Marginals;

namespace AethergenAI.Core.Tests.Generation.Marginals;

/// <summary>Token rows for mechanisms, and answers without noise.</summary>
internal static class Rows
{
    internal static readonly int[] Sizes = [2, 2, 2, 4, 3, 5];

    /// <summary>
    /// Column 2 is whether 0 and 1 differ, which no pair tells; 4 mostly follows 3; 5 is by itself,
    /// and its token 4 is never seen.
    /// </summary>
    internal static int[][] Drawn(int count = 4_000, int seed = 9)
    {
        var random = new Random(seed);
        int[][] columns = [.. Sizes.Select(_ => new int[count])];
        for (int row = 0; row < count; row++)
        {
            (columns[0][row], columns[1][row], columns[3][row], columns[5][row]) = (
                random.Next(2),
                random.Next(2),
                random.Next(4),
                random.Next(4)
            );
            columns[2][row] = columns[0][row] ^ columns[1][row];
            columns[4][row] = random.Next(5) == 0 ? random.Next(3) : columns[3][row] % 3;
        }

        return columns;
    }

    /// <summary>What was asked, in order.</summary>
    internal sealed class Asked
    {
        internal List<(string Key, int Cells, double Rho)> Counts { get; } = [];

        internal List<(string Key, double Rho)> Choices { get; } = [];

        internal double Rho => Counts.Sum(asked => asked.Rho) + Choices.Sum(asked => asked.Rho);

        /// <summary>Exact counts, and always the best candidate.</summary>
        internal PrivateAnswers Answers =>
            new(
                (key, _, counts, rho) =>
                {
                    Counts.Add((key, counts.Length, rho));
                    return counts;
                },
                (key, _, scores, _, rho) =>
                {
                    Choices.Add((key, rho));
                    return Array.IndexOf(scores, scores.Max());
                },
                1
            );
    }

    /// <summary>Answers that a second fit gets again, by their keys; the scores asked with are kept.</summary>
    internal sealed class Replayed
    {
        private readonly Dictionary<string, long[]> counts;
        private readonly Dictionary<string, int> choices;

        internal Replayed()
            : this(new(StringComparer.Ordinal), new(StringComparer.Ordinal)) { }

        private Replayed(Dictionary<string, long[]> counts, Dictionary<string, int> choices) =>
            (this.counts, this.choices) = (counts, choices);

        internal List<(long[] Scores, long Sensitivity)> Scores { get; } = [];

        internal PrivateAnswers Answers =>
            new(
                (key, _, asked, _) => counts.TryGetValue(key, out long[]? known) ? known : counts[key] = asked,
                (key, _, scores, sensitivity, _) =>
                {
                    Scores.Add(([.. scores], sensitivity));
                    return choices.TryGetValue(key, out int known)
                        ? known
                        : choices[key] = Array.IndexOf(scores, scores.Max());
                },
                1
            );

        internal Replayed Again() => new(counts, choices);
    }

    internal static double[] Shares(int[][] columns, int[] attributes)
    {
        int[] counts = new int[(int)CellIndexing.Count(attributes, Sizes)];
        CellIndexing.CountRows(columns, attributes, Sizes, counts);
        return [.. counts.Select(count => count / (double)columns[0].Length)];
    }
}
