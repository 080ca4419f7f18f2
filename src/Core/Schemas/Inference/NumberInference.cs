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
    private const int MinForMoments = 20;
    private const int MaxDecimals = 9;
    private const double WithOdd = 0.9;

    /// <summary>How many rows a code has at least, on average, and one of a public list, such as ZIP codes.</summary>
    private const int RowsEach = 5,
        ListedRowsEach = 2;

    /// <returns>Null if not all cells are numbers, or if they are codes: with zeros before them, with an exponent
    /// among plain digits, or too long for a double.</returns>
    public static ColumnGuess? Judge(ColumnProbe probe, NumberProbe numbers, NameHints hints)
    {
        bool codes = numbers.LeadingZeros || numbers.Coded || numbers.Inexact;
        if (!numbers.Holds || codes)
        {
            return null;
        }
        if (numbers != probe.Plain)
        {
            NumberForm form = probe.Forms!.Best!;
            return Labels(probe, form, hints) ? null : Formed(probe, form, $"All {probe.Texts.Count:N0} cells");
        }
        if (numbers.Pointed && hints.SaysLabel)
        {
            return null; // room 1.10 is not room 1.1
        }
        return !numbers.Whole
            ? Decimal(probe)
            : Flag(probe, hints) ?? Day(probe, hints) ?? Key(probe, hints) ?? Code(probe, hints) ?? Integer(probe);
    }

    /// <summary>
    /// Whether the cells are labels rather than numbers in the form: alleles and ratios rather than times; and, unless
    /// the name speaks of money, a letter and a number rather than amounts in rand.
    /// </summary>
    private static bool Labels(ColumnProbe probe, NumberForm form, NameHints hints)
    {
        if (form is ClockForm)
        {
            return hints.SaysPair || hints.SaysLabel;
        }
        return form.Numbers.Whole && probe.Forms!.Lettered(form) && (hints.SaysLabel || MayBeCodes(probe, hints));
    }

    /// <summary>Whether the cells are R and a whole number, and the name does not speak of money.</summary>
    public static bool MayBeCodes(ColumnProbe probe, NameHints hints) =>
        probe.Forms is { Best: { Numbers.Whole: true } form } forms
        && forms.Lettered(form)
        && forms.Unit(form) is "R" or "kr" or "Fr" or "Ft" or "Rs"
        && !hints.SaysMoney;

    /// <summary>Numbers in plain digits.</summary>
    /// <param name="cells">Which cells are numbers, in words.</param>
    public static ColumnGuess Plain(ColumnProbe probe, string cells) =>
        Number(probe, probe.Plain, null, $"{cells} are numbers");

    /// <summary>Numbers with a currency, a unit, separators or as times.</summary>
    public static ColumnGuess Formed(ColumnProbe probe, NumberForm form, string cells)
    {
        string pattern = probe.Forms!.Pattern(form);
        ColumnGuess guess = Number(probe, form.Numbers, pattern, $"{cells} are numbers written as {pattern}");
        return guess with { Column = guess.Column with { Unit = probe.Forms.Unit(form) } };
    }

    private static ColumnGuess Number(ColumnProbe probe, NumberProbe numbers, string? pattern, string says)
    {
        Column column = numbers.Whole
            ? new IntegerColumn(probe.Name, (long)numbers.Min, (long)numbers.Max) { Format = pattern }
            : new DecimalColumn(probe.Name, numbers.Min, numbers.Max, Step(numbers, probe.Texts.Distinct))
            {
                Format = pattern,
            };
        return new(column, $"{says}.{Odd(numbers)}", numbers.Odd > 0 ? WithOdd : 1);
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
        if (probe.Moments.Best is not { } best || best.Min.Year < 1800 || best.Max.Year > 2200)
        {
            return null;
        }
        // Numbers that are all moments by chance are rare, unless they lie close together.
        bool sure = probe.Texts.Distinct >= MinForMoments && best.Max - best.Min > TimeSpan.FromDays(40);
        if (!hints.SaysDate && !sure)
        {
            return null;
        }
        string why = hints.SaysDate ? "The name says that it is a date, and all cells" : "All cells can be read, and";
        ColumnGuess guess = ColumnInference.Moment(probe, best, why);
        return guess with { Clarity = Math.Min(guess.Clarity, 0.9) };
    }

    /// <summary>
    /// A name that says key makes different numbers a key; one such as index or reference, which measures have too,
    /// only if the numbers count the rows.
    /// </summary>
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
        bool counts = probe.Numbers.Counting && probe.Missing == 0 && probe.Texts.Unique;
        return counts && hints.MayNameRows && (probe.Numbers.Min is 0 or 1)
            ? Identifier(probe, "The numbers count the rows, and the name says that they number them.", 0.9)
            : null;
    }

    /// <summary>
    /// A key with the digits that all keys begin with, such as a year; a number does not begin with 0.
    /// </summary>
    private static ColumnGuess Identifier(ColumnProbe probe, string reason, double clarity)
    {
        string? pattern = probe.Texts.Pattern is [>= '1' and <= '9', ..] begun ? begun : null;
        return new(new IdentifierColumn(probe.Name, pattern), reason, clarity);
    }

    private static string Share(ColumnProbe probe) =>
        probe.Texts.Unique
            ? "All"
            : (100.0 * probe.Texts.Distinct / probe.Texts.Count).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static ColumnGuess? Code(ColumnProbe probe, NameHints hints)
    {
        int rowsEach = hints.SaysListedCode ? ListedRowsEach : RowsEach;
        if (
            !(hints.SaysCode || hints.SaysKey)
            || hints.SaysCount
            || probe.Numbers.Form.Signed > 0
            || probe.Texts.Levels is not { } levels
            || levels.Count * (long)rowsEach > probe.Texts.Count
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
        var column = new IntegerColumn(probe.Name, (long)probe.Numbers.Min, (long)probe.Numbers.Max)
        {
            Format = probe.Numbers.Form.Plain(probe.Point, 0),
        };
        return new(
            column,
            $"All {probe.Texts.Count:N0} cells are {written}, {probe.Texts.Distinct:N0} of them distinct.",
            probe.Numbers.Pointed ? 0.9 : 1
        );
    }

    private static ColumnGuess Decimal(ColumnProbe probe)
    {
        NumberProbe numbers = probe.Numbers;
        double? step = Step(numbers, probe.Texts.Distinct);
        string steps = step is { } size
            ? $"in steps of {size.ToString("0.#########", CultureInfo.InvariantCulture)}"
            : "with no common step";
        int decimals = step is { } unit ? StepDecimals.Of(unit) : -1;
        return new(
            new DecimalColumn(probe.Name, numbers.Min, numbers.Max, step)
            {
                Format = numbers.Form.Plain(probe.Point, decimals),
            },
            $"All {probe.Texts.Count:N0} cells are numbers, {steps}.{Noise(numbers)}{Odd(numbers)}",
            numbers.Odd > 0 ? WithOdd : 1
        );
    }

    /// <summary>Says how many cells have the rounding of double arithmetic, and where the first stands.</summary>
    private static string Noise(NumberProbe numbers)
    {
        if (numbers.Noisy == 0)
        {
            return "";
        }
        string first = numbers.Noisy > 1 ? "the first in " : "";
        return $" {Counts.Of(numbers.Noisy, "cell")} ({first}row {numbers.NoisyRow}) had the rounding of a computer, "
            + "as 0.30000000000000004 has for 0.3: read without it.";
    }

    /// <summary>Names the cells that have more decimals than all others.</summary>
    private static string Odd(NumberProbe numbers)
    {
        if (numbers.Odd == 0)
        {
            return "";
        }
        string rows = string.Join(", ", numbers.OddRows);
        string more = numbers.Odd > numbers.OddRows.Count ? ", …" : "";
        return $" {numbers.Odd:N0} of them have more decimals than the others (row {rows}{more}): these rows break the "
            + "schema, and no fit learns from them.";
    }

    /// <summary>
    /// The common divisor if enough distinct values support it, else one unit of the last decimal;
    /// null if values are not short decimals.
    /// </summary>
    public static double? Step(NumberProbe numbers, int distinct)
    {
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
        return distinct >= MinForStep && numbers.Divisor > unit * 1.5 ? numbers.Divisor : unit;
    }
}
