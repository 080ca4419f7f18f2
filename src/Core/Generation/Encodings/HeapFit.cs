namespace AethergenAI.Generation.Encodings;

/// <summary>Fits the multiples on which a column's numbers gather to its scale.</summary>
internal static class HeapFit
{
    /// <param name="values">In no order; NaN where the column has no number of its own.</param>
    /// <returns>
    /// The scale, with a coarser step where all its bins' numbers are multiples of one; the multiples, if there are any
    /// beside that, without their model column; and that column's tokens, −1 where there is no number.
    /// </returns>
    internal static (NumberScale Scale, Heaps? Heaps, int[] Tokens) Of(double[] values, NumberScale scale)
    {
        bool[] free = [.. values.Select(value => double.IsFinite(value) && !scale.IsAtom(value))];
        HeapStep[] steps = HeapSearch.Of(values.Where((_, row) => free[row]), scale.Precision);
        if (steps.Length == 0)
        {
            return (scale, null, []);
        }
        // Atoms and numbers on no multiple have a token where the seed has such numbers.
        var all = new Heaps(0, true, true, [], steps);
        int[] tokens =
        [
            .. values.Select((value, row) => free[row] ? all.TokenOf(value, scale.Precision) : Atom(value)),
        ];
        int[] used = [.. tokens.Where(token => token >= 0).Distinct().Order()];
        var heaps = all with
        {
            HasAtoms = used.Contains(Heaps.AtomToken),
            HasOthers = used.Contains(all.FirstStep - 1),
            Steps = [.. steps.Where((_, step) => used.Contains(all.FirstStep + step))],
        };
        if (Common(heaps, scale) is { } step)
        {
            return (scale with { Step = step }, null, []);
        }
        int[] own = [.. tokens.Select(token => Array.IndexOf(used, token))];
        return (scale, heaps with { Counts = [.. used.Select(token => tokens.Count(other => other == token))] }, own);
    }

    private static int Atom(double value) => double.IsNaN(value) ? -1 : Heaps.AtomToken;

    /// <summary>The step of all numbers in bins, where it is a multiple of the scale's own.</summary>
    private static double? Common(Heaps heaps, NumberScale scale)
    {
        if (heaps.HasOthers || heaps.Steps.Count != 1 || scale is not { Step: { } step, Digits: null })
        {
            return null;
        }
        double times = heaps.Steps[0].Width / step;
        return Math.Abs(times - Math.Round(times)) <= times * 1e-9 ? heaps.Steps[0].Width : null;
    }
}
