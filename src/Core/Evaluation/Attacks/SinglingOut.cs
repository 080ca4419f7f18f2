using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// Could someone single out one person by a description that the synthetic rows suggest? Predicates that exactly
/// one synthetic row satisfies are tried on the seed and on as many holdout rows; a predicate that exactly one of these
/// rows satisfies singles it out. Giomi et al. (2023), <see href="https://doi.org/10.56553/popets-2023-0055"/>;
/// Cohen &amp; Nissim (2020), <see href="https://doi.org/10.1073/pnas.1914598117"/>.
/// </summary>
internal static class SinglingOut
{
    internal static readonly MeasureDescription OneColumn = new(
        "privacy.singling-out-univariate",
        "Singling out by one column",
        "Could a rare value of one column in the rows point at one person in the seed?",
        "The share of descriptions by one column that fit exactly one seed row, beyond that for holdout rows."
    )
    {
        Scope = IntervalScope.SyntheticDrawnAgain,
        Better = Better.Lower,
        Minimum = -1,
    };

    internal static readonly MeasureDescription SeveralColumns = new(
        "privacy.singling-out-multivariate",
        "Singling out by several columns",
        "Could a description by a few columns, taken from the rows, point at one person in the seed?",
        "The share of descriptions by several columns that fit exactly one seed row, beyond that for holdout rows."
    )
    {
        Scope = IntervalScope.SyntheticDrawnAgain,
        Better = Better.Lower,
        Minimum = -1,
    };

    private const int MaxPredicates = 10_000;
    private const int MaxAttempts = 40_000;
    private const int AttemptsARow = 10;
    private const int MaxRows = 10_000;

    /// <summary>
    /// Descriptions by one column: a value that only one row has, the smallest and the largest number.
    /// </summary>
    public static Tally Univariate(AttackSamples on, out int tried, CancellationToken ct)
    {
        var predicates = new List<Predicate>();
        for (int f = 0; f < on.Space.Features.Count; f++)
        {
            ct.ThrowIfCancellationRequested();
            double[] cells = Cells(on, on.Synthetic, f);
            var counts = new Dictionary<double, int>();
            foreach (double cell in cells)
            {
                if (!double.IsNaN(cell))
                {
                    counts[cell] = counts.GetValueOrDefault(cell) + 1;
                }
            }
            predicates.AddRange(
                counts
                    .Where(cell => cell.Value == 1)
                    .Select(cell => new Predicate([new Condition(f, Is.Equal, cell.Key)]))
            );
            if (!on.Space.Features[f].IsNumber || counts.Count == 0)
            {
                continue;
            }
            predicates.Add(new Predicate([new Condition(f, Is.AtMost, counts.Keys.Min())]));
            predicates.Add(new Predicate([new Condition(f, Is.AtLeast, counts.Keys.Max())]));
        }

        int[] chosen = RandomStream
            .For(on.Seed, "univariate")
            .Choose(predicates.Count, Math.Min(MaxPredicates, predicates.Count));
        tried = chosen.Length;
        return Try(on, [.. chosen.Select(at => predicates[at])], ct);
    }

    /// <summary>
    /// Descriptions by 2 to 8 columns of a synthetic row: its levels, and the side
    /// of the median that its numbers lie on.
    /// </summary>
    public static Tally Multivariate(AttackSamples on, out int tried, CancellationToken ct)
    {
        int columns = on.Space.Features.Count;
        var synthetic = Table(on, on.Synthetic, MaxRows);
        var predicates = new Predicate?[Math.Min(MaxAttempts, AttemptsARow * synthetic[0].Length)];
        if (columns < 2)
        {
            tried = 0;
            return new Tally();
        }
        double[] medians = Array.ConvertAll(synthetic, Median);
        Parallel.For(0, predicates.Length, new ParallelOptions { CancellationToken = ct }, attempt =>
        {
            var random = RandomStream.For(on.Seed, $"multivariate {attempt}");
            int row = random.NextInt(synthetic[0].Length),
                length = Math.Min(columns, 2 + random.NextInt(7));
            var predicate = new Predicate([
                .. random
                    .Choose(columns, length)
                    .Select(f => TermOf(on.Space.Features[f], f, synthetic[f][row], medians[f])),
            ]);
            if (predicate.Matches(synthetic, out _) == 1)
            {
                predicates[attempt] = predicate;
            }
        });
        Predicate[] kept = [.. predicates.OfType<Predicate>().Take(MaxPredicates)];
        tried = kept.Length;
        return Try(on, kept, ct);
    }

    private static Tally Try(AttackSamples on, Predicate[] predicates, CancellationToken ct)
    {
        double[][] train = Table(on, on.Train, int.MaxValue),
            holdout = Table(on, on.Holdout, int.MaxValue);
        var singled = new (int Train, int Holdout)[predicates.Length];
        Parallel.For(0, predicates.Length, new ParallelOptions { CancellationToken = ct }, at =>
        {
            int inTrain = predicates[at].Matches(train, out int trainRow),
                inHoldout = predicates[at].Matches(holdout, out int holdoutRow);
            singled[at] = (inTrain == 1 ? trainRow : -1, inHoldout == 1 ? holdoutRow : -1);
        });
        var tally = new Tally();
        foreach (var (inTrain, inHoldout) in singled)
        {
            if (inTrain >= 0)
            {
                tally.Add((ulong)inTrain, true);
            }
            if (inHoldout >= 0)
            {
                tally.Add((ulong)inHoldout, false);
            }
        }

        return tally;
    }

    private static Condition TermOf(Feature feature, int column, double value, double median)
    {
        if (!feature.IsNumber || double.IsNaN(value))
        {
            return new Condition(column, Is.Equal, value);
        }
        return new Condition(column, value >= median ? Is.AtLeast : Is.AtMost, value);
    }

    private static double[][] Table(AttackSamples on, Sample sample, int most) =>
        [
            .. Enumerable
                .Range(0, on.Space.Features.Count)
                .Select(f => Cells(on, sample, f)[..Math.Min(most, sample.Rows)]),
        ];

    // Levels as their codes, a missing cell as NaN.
    private static double[] Cells(AttackSamples on, Sample sample, int f)
    {
        var feature = on.Space.Features[f];
        return feature.IsNumber
            ? sample.Numbers[f]
            : Array.ConvertAll(sample.Codes[f], code => code == feature.Cells - 1 ? double.NaN : code);
    }

    private static double Median(double[] cells)
    {
        double[] sorted = [.. cells.Where(cell => !double.IsNaN(cell)).Order()];
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    private enum Is
    {
        Equal,
        AtMost,
        AtLeast,
    }

    private readonly record struct Condition(int Column, Is Is, double Value)
    {
        public bool Holds(double cell) =>
            Is switch
            {
                Is.Equal => cell.Equals(Value), // NaN equals NaN here
                Is.AtMost => cell <= Value,
                _ => cell >= Value,
            };
    }

    private sealed record Predicate(Condition[] Terms)
    {
        /// <returns>0, 1, or 2 for more than one.</returns>
        public int Matches(double[][] table, out int row)
        {
            int found = 0;
            row = -1;
            for (int i = 0; i < table[0].Length; i++)
            {
                bool holds = true;
                foreach (var term in Terms)
                {
                    if (!term.Holds(table[term.Column][i]))
                    {
                        holds = false;
                        break;
                    }
                }

                if (!holds)
                {
                    continue;
                }
                if (found++ == 1)
                {
                    return 2;
                }
                row = i;
            }

            return found;
        }
    }
}
