namespace AethergenAI.Generation.Private;

/// <summary>An event by which an attacker guesses the table.</summary>
/// <param name="Number">The name of the number that decides.</param>
/// <param name="Above">True: the number is at least the threshold; false: it is below.</param>
/// <param name="WithLikelier">Whether the event is likelier with the unit.</param>
internal sealed record AuditEvent(string Number, double Threshold, bool Above, bool WithLikelier)
{
    internal string Words
    {
        get
        {
            string side = Above ? "at least" : "below",
                table = WithLikelier ? "with" : "without";
            return FormattableString.Invariant($"{Number} {side} {Threshold:0.###}, likelier {table} the unit");
        }
    }

    internal bool In(Observation seen) => seen.Number(Number) >= Threshold == Above;
}

/// <summary>
/// The events of one audit, chosen on the first quarter of the trials and counted on the others, so that the choice
/// does not bias the bounds.
/// </summary>
/// <param name="Measured">The best guess by the likelihood ratio of the measured counts.</param>
/// <param name="Released">The best guess by any other number that was released; null: there is none.</param>
/// <param name="Rare">The event of the largest lower bound at the claimed δ.</param>
internal sealed record AuditEvents(AuditEvent Measured, AuditEvent? Released, AuditEvent Rare)
{
    private const int Thresholds = 48,
        Extremes = 8;

    /// <param name="delta">The claimed δ.</param>
    internal static AuditEvents Choose(
        IReadOnlyList<Observation> without,
        IReadOnlyList<Observation> with,
        double delta,
        double level
    )
    {
        AuditEvent? released = null,
            rare = null;
        double best = 0,
            sharpest = double.NegativeInfinity;
        foreach (string number in Names(without, with))
        {
            double[] absent = Sorted(without, number),
                present = Sorted(with, number);
            foreach (double threshold in Candidates(absent, present))
            {
                int without1 = AtLeast(absent, threshold),
                    with1 = AtLeast(present, threshold);
                int apart = Math.Abs(with1 - without1);
                if (apart > best && number != Observation.Likelihood)
                {
                    (best, released) = (apart, new AuditEvent(number, threshold, true, with1 > without1));
                }
                foreach (var one in Sides(number, threshold, without1, with1, absent.Length))
                {
                    double bound = Approximate(one.Likelier, one.Other, absent.Length, delta, level);
                    if (bound > sharpest)
                    {
                        (sharpest, rare) = (bound, one.Event);
                    }
                }
            }
        }

        var measured = Midpoint(without, with);
        return new AuditEvents(measured, released, rare ?? measured);
    }

    /// <summary>
    /// Half-way between the two means: the best threshold for Gaussian noise, and a steadier one than the threshold
    /// that happens to have separated these trials best.
    /// </summary>
    private static AuditEvent Midpoint(IReadOnlyList<Observation> without, IReadOnlyList<Observation> with)
    {
        double absent = without.Average(seen => seen.Number(Observation.Likelihood)),
            present = with.Average(seen => seen.Number(Observation.Likelihood));
        return new AuditEvent(Observation.Likelihood, (absent + present) / 2, true, present >= absent);
    }

    private static SortedSet<string> Names(params IReadOnlyList<Observation>[] sides) =>
        new(
            sides
                .SelectMany(side => side)
                .SelectMany(seen => seen.Numbers.Keys)
                .Append(Observation.Likelihood)
                .Distinct(StringComparer.Ordinal),
            StringComparer.Ordinal
        );

    private static double[] Sorted(IReadOnlyList<Observation> side, string number)
    {
        double[] values = [.. side.Select(seen => seen.Number(number))];
        Array.Sort(values);
        return values;
    }

    private static IEnumerable<double> Candidates(double[] absent, double[] present)
    {
        if (absent[0] == absent[^1] && present[0] == present[^1] && absent[0] == present[0])
        {
            return [];
        }
        double[] pooled = [.. absent, .. present];
        Array.Sort(pooled);
        return Enumerable
            .Range(0, Thresholds)
            .Select(i => pooled[(int)((i + 0.5) / Thresholds * pooled.Length)])
            .Concat(Enumerable.Range(1, Extremes).Select(i => pooled[Math.Min(pooled.Length - 1, Extremes * i)]))
            .Concat(Enumerable.Range(1, Extremes).Select(i => pooled[^Math.Min(pooled.Length, Extremes * i)]))
            .Distinct();
    }

    private static IEnumerable<(AuditEvent Event, int Likelier, int Other)> Sides(
        string number,
        double threshold,
        int without,
        int with,
        int trials
    )
    {
        yield return (new AuditEvent(number, threshold, true, true), with, without);
        yield return (new AuditEvent(number, threshold, true, false), without, with);
        yield return (new AuditEvent(number, threshold, false, true), trials - with, trials - without);
        yield return (new AuditEvent(number, threshold, false, false), trials - without, trials - with);
    }

    /// <summary>The bound with Wilson's intervals, which are quick; only the choice depends on it.</summary>
    private static double Approximate(int likelier, int other, int trials, double delta, double level)
    {
        if (likelier <= other)
        {
            return double.NegativeInfinity;
        }
        double z = -Statistics.Kernels.SpecialFunctions.NormalQuantile(level / 2);
        double low = Statistics.Kernels.Proportion.Wilson(likelier, trials, z).Low,
            high = Statistics.Kernels.Proportion.Wilson(other, trials, z).High;
        return low > delta ? Math.Log((low - delta) / high) : double.NegativeInfinity;
    }

    private static int AtLeast(double[] sorted, double threshold)
    {
        int low = 0,
            high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] < threshold ? (middle + 1, high) : (low, middle);
        }
        return sorted.Length - low;
    }
}
