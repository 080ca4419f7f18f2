using AethergenAI.Generation.Constraints;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>The gaps of a column to another one, and how they are encoded.</summary>
/// <param name="Gaps">NaN where a row has none.</param>
/// <param name="Apart">The rows that have both numbers and yet no gap.</param>
/// <param name="Encoding">Without its model columns and its fallback.</param>
/// <param name="Multiples">The tokens of the encoding's heaps; empty if it has none.</param>
internal sealed record GapFit(string Name, double[] Gaps, bool[] Apart, GapEncoding Encoding, int[] Multiples)
{
    /// <summary>The digits to which gaps without a step are told apart: the last ones of doubles are noise.</summary>
    private const int Digits = 10;

    /// <returns>Null if no row has a gap.</returns>
    internal static GapFit? Of(Column column, GapRole role, Table seed, Schema schema)
    {
        double[] values = seed.Numbers(column.Name).Values,
            others = seed.Numbers(role.Other).Values;
        double? step = ColumnStep.Of(column, seed);
        bool ratio = role.IsRatio ?? GapSearch.IsRatio(values, others);
        bool[] both = [.. values.Zip(others, (value, other) => double.IsFinite(value) && double.IsFinite(other))];
        HashSet<double> frequent = role.IsFree ? GapSearch.Frequent(values) : [];
        bool[] apart =
        [
            .. both.Select(
                (there, row) =>
                    there && (frequent.Contains(values[row]) || (ratio && !(values[row] > 0 && others[row] > 0)))
            ),
        ];
        bool[] near = [.. both.Zip(apart, (there, alone) => there && !alone)];
        if (!near.Contains(true))
        {
            return null;
        }
        var (fitted, heaps, multiples) = Written(values, near, step);
        bool whole = role.IsFree || IsWhole(fitted.Step, ColumnStep.Of(schema[role.Other], seed));
        double? gapStep = whole && !ratio && (fitted.Digits is null || !role.IsFree) ? fitted.Step : null;
        var encoding = new GapEncoding(
            column.Name,
            role.Other,
            role.Above,
            role.Strict,
            0,
            new NumberScale([], gapStep),
            fitted.Step
        )
        {
            Digits = fitted.Digits,
            IsRatio = ratio,
            IsFree = role.IsFree,
            Heaps = heaps,
            Frequent = frequent.Count > 0 ? [.. frequent.Order()] : null,
        };
        double[] gaps = Rounded(
            values.Select((value, row) => near[row] ? Between(value, others[row]) : double.NaN),
            gapStep,
            ratio
        );
        string sign = ratio ? "/" : "−";
        string name = role.Above || ratio ? $"{column.Name} {sign} {role.Other}" : $"{role.Other} − {column.Name}";
        return new GapFit(name, gaps, apart, Bounded(encoding, column, seed, gaps), multiples);

        double Between(double value, double other) => encoding.Form.GapOf(value, encoding.From(other));
    }

    private static GapEncoding Bounded(GapEncoding encoding, Column column, Table seed, double[] gaps)
    {
        var (min, max) = ColumnBounds.Declared(column);
        if (encoding.IsFree || encoding.Heaps is not null)
        {
            (min, max) = ColumnBounds.DeclaredOrSeen(column, seed);
        }
        return encoding with
        {
            Gap = NumberScaleFit.Fit([.. gaps.Where(double.IsFinite)], encoding.Gap.Step),
            Min = min,
            Max = max,
        };
    }

    /// <summary>Gaps are multiples of the column's own step only if what they are measured from is.</summary>
    private static bool IsWhole(double? step, double? otherStep) =>
        step is { } own && otherStep is { } other && Math.IEEERemainder(other, own) == 0;

    private static double[] Rounded(IEnumerable<double> gaps, double? step, bool ratio)
    {
        double[] all = [.. gaps];
        var precision = new Precision(null, Digits);
        if (!ratio)
        {
            double most = all.Where(double.IsFinite).Max(Math.Abs);
            precision = new Precision(step ?? precision.At(most), null);
        }
        return Array.ConvertAll(all, precision.Round);
    }

    /// <summary>How the numbers of some rows are written: as one bin, for they have no atoms.</summary>
    private static (NumberScale Scale, Heaps? Heaps, int[] Tokens) Written(double[] values, bool[] rows, double? step)
    {
        double[] there = [.. values.Select((value, row) => rows[row] ? value : double.NaN)];
        double[] known = [.. there.Where(double.IsFinite)];
        var scale = new NumberScale(
            [
                [known.Min(), known.Max()],
            ],
            step
        )
        {
            Digits = SignificantDigits.Of(there, step),
        };
        return HeapFit.Of(there, scale);
    }
}
