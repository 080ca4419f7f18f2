namespace AethergenAI.Generation.Encodings;

/// <summary>
/// Finds the steps on whose multiples a column's numbers gather more than chance would have it.
/// </summary>
/// <remarks>
/// A step is worth naming where it shortens the description of the numbers: knowing the step, a number is one of
/// fewer, by the logarithm of its width over the column's precision, and the step costs minus the logarithm of its
/// share. Steps are taken greedily, the one that saves most first, as long as it saves 20 nats and has 1 % of the
/// numbers. Only the first 3,000 numbers are looked at, which are in no order; candidates are sifted by 1,000 of them,
/// of which 20 nats of 3,000 are 3.6 standard deviations. O(numbers · candidates).
/// </remarks>
internal static class HeapSearch
{
    private const int Looked = 3_000,
        MinValues = 20,
        MaxSteps = 12,
        MaxCandidates = 120,
        Screened = 1_000,
        Period = 240;

    private const double MinShare = 0.01,
        MinGain = 20,
        MinSurprise = 2,
        Finest = 1e-12,
        FewMultiples = 4;

    private static readonly int[] Denominators = [3, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 18, 24, 30, 36, 48, 60, 120];

    private static readonly int[] Wholes = [7, 14, 15, 24, 28, 36, 90, 365];

    /// <param name="values">Numbers that are no atoms of the scale; in no order.</param>
    /// <returns>Ascending; empty if the numbers gather on none.</returns>
    internal static HeapStep[] Of(IEnumerable<double> values, Precision precision)
    {
        double[] some = [.. values.Where(double.IsFinite).Take(Looked)];
        // Numbers of any precision are doubles, of fifteen digits.
        var written = precision is { Step: null, Digits: null } ? new Precision(null, Precision.MaxDigits) : precision;
        if (some.Length < MinValues)
        {
            return [];
        }
        HeapStep[] candidates = Candidates(some, written);
        var groups = Groups(some, candidates, written);
        var chosen = new List<int>();
        double cost = Cost(groups, candidates, chosen, some.Length);
        while (chosen.Count < MaxSteps)
        {
            List<int>? best = null;
            double least = cost - MinGain;
            foreach (int step in Enumerable.Range(0, candidates.Length).Where(step => !chosen.Contains(step)))
            {
                List<int> steps = [.. chosen.Append(step).OrderByDescending(one => candidates[one].Width)];
                int[] rows = Shares(groups, steps);
                // A step may leave too few numbers to an earlier one: twelfths, once thirds and quarters are taken.
                steps = [.. steps.Where((_, at) => IsEnough(rows[at]))];
                double next = Cost(groups, candidates, steps, some.Length);
                if (next < least && steps.Contains(step))
                {
                    (best, least) = (steps, next);
                }
            }
            if (best is null)
            {
                break;
            }
            (chosen, cost) = (best, least);
        }

        return [.. chosen.Select(step => candidates[step]).Reverse()];

        bool IsEnough(int rows) => rows >= Math.Max(MinValues, MinShare * some.Length);
    }

    private static HeapStep[] Candidates(double[] values, Precision precision)
    {
        double range = values.Max() - values.Min();
        double finest = Math.Max(range * Finest, values.Min(value => precision.At(value) ?? range));
        var steps = new List<HeapStep>();
        for (int power = Precision.PowerOf(finest); power <= Precision.PowerOf(range); power++)
        {
            foreach (int lead in (int[])[1, 2, 3, 4, 5, 6, 12, 25])
            {
                // 25 and 125 stand for 2.5 and 1.25, whose multiples include 5 and 10.
                int shift =
                    power
                    - lead switch
                    {
                        25 => 1,
                        125 => 2,
                        _ => 0,
                    };
                steps.Add(
                    shift >= 0 ? new HeapStep(lead * Math.Pow(10, shift), 1) : new HeapStep(lead, Math.Pow(10, -shift))
                );
            }
        }
        steps.AddRange(Denominators.Select(under => new HeapStep(1, under)));
        steps.AddRange(Wholes.Select(over => new HeapStep(over, 1)));
        return
        [
            .. steps
                .Where(step => step.Width > finest * 1.5 && step.Width <= range / FewMultiples)
                .DistinctBy(step => step.Width)
                .Select(step => (Step: step, Surprise: Surprise(values, step, precision)))
                .Where(step => step.Surprise >= MinSurprise)
                .OrderByDescending(step => step.Surprise)
                .Take(MaxCandidates)
                .Select(step => step.Step)
                .OrderByDescending(step => step.Width),
        ];
    }

    /// <summary>By how many standard deviations more of the first numbers are multiples than chance makes.</summary>
    private static double Surprise(double[] values, HeapStep step, Precision precision)
    {
        int held = 0;
        double chance = 0;
        foreach (double value in values.Take(Screened))
        {
            held += step.Holds(value, precision) ? 1 : 0;
            chance += Math.Min(1, (precision.At(value) ?? 0) / step.Width);
        }

        return (held - chance) / Math.Sqrt(chance + 1);
    }

    /// <summary>Numbers that are multiples of the same candidates.</summary>
    /// <param name="Units">The sum of the logarithms of the precision at the numbers.</param>
    private sealed record Group(UInt128 Holds, int Rows, double Units);

    private static List<Group> Groups(double[] values, HeapStep[] candidates, Precision precision)
    {
        var groups = new Dictionary<UInt128, Group>();
        foreach (double value in values)
        {
            UInt128 holds = 0;
            for (int step = 0; step < candidates.Length; step++)
            {
                holds |= candidates[step].Holds(value, precision) ? UInt128.One << step : 0;
            }
            var group = groups.GetValueOrDefault(holds) ?? new Group(holds, 0, 0);
            double unit = Math.Log(precision.At(value) ?? double.Epsilon);
            groups[holds] = group with { Rows = group.Rows + 1, Units = group.Units + unit };
        }

        return [.. groups.Values];
    }

    /// <param name="steps">Coarser ones first.</param>
    /// <returns>The index in the steps; their count: none.</returns>
    private static int StepOf(Group group, List<int> steps)
    {
        int at = steps.FindIndex(step => (group.Holds >> step & 1) == 1);
        return at < 0 ? steps.Count : at;
    }

    private static int[] Shares(List<Group> groups, List<int> steps)
    {
        int[] rows = new int[steps.Count + 1];
        foreach (var group in groups)
        {
            rows[StepOf(group, steps)] += group.Rows;
        }

        return rows[..steps.Count];
    }

    /// <summary>The length of the numbers' description, in nats.</summary>
    private static double Cost(List<Group> groups, HeapStep[] candidates, List<int> steps, int all)
    {
        int[] rows = new int[steps.Count + 1];
        double cost = 0;
        double[] widths = [.. steps.Select(step => Math.Log(candidates[step].Width))];
        foreach (var group in groups)
        {
            int step = StepOf(group, steps);
            rows[step] += group.Rows;
            cost -= step < steps.Count ? group.Rows * widths[step] : group.Units;
        }
        for (int step = 0; step <= steps.Count; step++)
        {
            if (rows[step] > 0)
            {
                cost += rows[step] * (Free(candidates, steps, step) - Math.Log((double)rows[step] / all));
            }
        }

        return cost;
    }

    /// <summary>The logarithm of the share of a step's multiples that are multiples of no coarser step.</summary>
    private static double Free(HeapStep[] candidates, List<int> steps, int step)
    {
        if (step == steps.Count)
        {
            return 0;
        }
        int free = Enumerable.Range(1, Period).Count(times => !Coarser(times));
        return Math.Log(Math.Max(free, 1) / (double)Period);

        bool Coarser(int times)
        {
            double value = candidates[steps[step]].Width * times;
            return steps
                .Take(step)
                .Any(other => Math.Abs(Math.IEEERemainder(value, candidates[other].Width)) <= value * 1e-9);
        }
    }
}
