using System.Globalization;
using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Judges columns whose cells are all numbers. Few distinct values do not make a number a category; only its name does.
/// </summary>
internal static class NumberInference
{
    private const int MinForKey = 10;
    private const int MinForStep = 30;
    private const int MaxDecimals = 9;

    public static ColumnGuess? Judge(ColumnProbe probe, NameHints hints)
    {
        NumberProbe numbers = probe.Numbers;
        if (!numbers.Holds || numbers.LeadingZeros)
        {
            return null;
        }
        return !numbers.Whole
            ? Decimal(probe)
            : Flag(probe, hints) ?? Day(probe, hints) ?? Key(probe, hints) ?? Code(probe, hints) ?? Integer(probe);
    }

    private static ColumnGuess? Flag(ColumnProbe probe, NameHints hints)
    {
        if (
            hints.SaysCount
            || probe.Texts.Distinct != 2
            || (probe.Numbers.Min, probe.Numbers.Max) != (0, 1)
            || probe.Texts.Levels is not { } levels
            || !IsDigit(levels, "0"u8)
            || !IsDigit(levels, "1"u8)
        )
        {
            return null;
        }
        return new(new BooleanColumn(probe.Name, "0", "1"), "Only 0 and 1 occur.", 0.8);
    }

    private static bool IsDigit(Utf8Levels levels, ReadOnlySpan<byte> digit) =>
        levels.Find(digit, Utf8Levels.Hash(digit)) >= 0;

    private static ColumnGuess? Day(ColumnProbe probe, NameHints hints)
    {
        if (!hints.SaysDate || probe.Moments.Best is not { } best || best.Min.Year < 1800 || best.Max.Year > 2200)
        {
            return null;
        }
        var column = new DateColumn(
            probe.Name,
            DateOnly.FromDateTime(best.Min),
            DateOnly.FromDateTime(best.Max),
            best.Format
        );
        return new(column, $"All cells are days written as {best.Format}, and the name says that it is a date.", 0.9);
    }

    private static ColumnGuess? Key(ColumnProbe probe, NameHints hints)
    {
        int cells = probe.Texts.Count;
        if (cells < MinForKey || hints.SaysYear || probe.Texts.Distinct < 0.95 * cells)
        {
            return null;
        }
        if (hints.SaysKey)
        {
            return Identifier(
                probe,
                $"{Share(probe)} of the numbers are distinct, and the name says that it is a key.",
                0.95
            );
        }
        return probe.Numbers.Counting && probe.Missing == 0 && probe.Texts.Unique && probe.Numbers.Min is 0 or 1
            ? Identifier(probe, "The numbers count the rows.", 0.9)
            : null;
    }

    private static ColumnGuess Identifier(ColumnProbe probe, string reason, double clarity) =>
        new(new IdentifierColumn(probe.Name), reason, clarity);

    private static string Share(ColumnProbe probe) =>
        probe.Texts.Unique
            ? "All"
            : (100.0 * probe.Texts.Distinct / probe.Texts.Count).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static ColumnGuess? Code(ColumnProbe probe, NameHints hints)
    {
        if (
            !(hints.SaysCode || hints.SaysKey)
            || hints.SaysCount
            || probe.Texts.Levels is not { } levels
            || levels.Count * 5L > probe.Texts.Count
        )
        {
            return null;
        }
        string[] ordered =
        [
            .. levels
                .ToStrings()
                .OrderBy(text => double.Parse(text, CultureInfo.InvariantCulture))
                .ThenBy(text => text, StringComparer.Ordinal),
        ];
        return new(
            new CategoricalColumn(probe.Name, ordered),
            $"The name says that its {levels.Count:N0} numbers are codes, whose sums would mean nothing.",
            0.7
        );
    }

    private static ColumnGuess Integer(ColumnProbe probe)
    {
        string written = probe.Numbers.Pointed ? "whole numbers, some written with a decimal point" : "whole numbers";
        var column = new IntegerColumn(probe.Name, (long)probe.Numbers.Min, (long)probe.Numbers.Max);
        return new(
            column,
            $"All {probe.Texts.Count:N0} cells are {written}, {probe.Texts.Distinct:N0} of them distinct.",
            probe.Numbers.Pointed ? 0.9 : 1
        );
    }

    private static ColumnGuess Decimal(ColumnProbe probe)
    {
        NumberProbe numbers = probe.Numbers;
        double? step = Step(probe);
        string steps = step is { } size
            ? $"in steps of {size.ToString("0.#########", CultureInfo.InvariantCulture)}"
            : "with no common step";
        return new(
            new DecimalColumn(probe.Name, numbers.Min, numbers.Max, step),
            $"All {probe.Texts.Count:N0} cells are numbers, {steps}.",
            1
        );
    }

    /// <summary>
    /// The common divisor if enough distinct values support it, else one unit of the last decimal;
    /// null if values are not short decimals.
    /// </summary>
    public static double? Step(ColumnProbe probe)
    {
        NumberProbe numbers = probe.Numbers;
        if (numbers.Decimals is < 0 or > MaxDecimals)
        {
            return null;
        }
        string text = new StringBuilder("1e-").Append(numbers.Decimals).ToString();
        double unit = double.Parse(text, CultureInfo.InvariantCulture);
        if (Math.Max(Math.Abs(numbers.Min), Math.Abs(numbers.Max)) / unit > NumberText.MaxExact)
        {
            return null;
        }
        return probe.Texts.Distinct >= MinForStep && numbers.Divisor > unit * 1.5 ? numbers.Divisor : unit;
    }
}
