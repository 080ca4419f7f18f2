using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Finds keys that stand in several rows each, such as those of people in a table of visits: a category would copy
/// them. Codes repeat more often, or some of them far more often than others.
/// </summary>
internal static class RepeatedKeys
{
    private const int MinKeys = 20,
        MinNumber = 100,
        MinLargeNumber = 1000,
        MaxRowsEach = 50,
        MaxRowsUnnamed = 10,
        MinDigits = 3,
        MinMixed = 5,
        MinRoom = 100_000;

    private const double MaxShare = 0.05,
        KeyOfRows = 0.95;

    /// <summary>Whether the name is a key's and does not say whose, and the cells are texts or numbers that keys
    /// are.</summary>
    public static bool Under(ColumnProbe probe, NameHints hints) =>
        hints.NamesBareKey && Repeat(probe) && (probe.Numbers.Holds ? Numbered(probe) : probe.Digits > 0);

    /// <summary>Whether a key has so few rows that a person may have them all.</summary>
    public static bool InFewRows(ColumnProbe probe) => probe.Texts.Count <= (long)MaxRowsEach * probe.Texts.Distinct;

    /// <summary>Whether the column copies what may be keys.</summary>
    public static bool May(ColumnProbe probe, Column column, NameHints hints)
    {
        if (column is not (CategoricalColumn or IntegerColumn) || !Repeat(probe) || hints.SaysListedCode)
        {
            return false;
        }
        if (hints.NamesBareKey)
        {
            return column is CategoricalColumn || Numbered(probe);
        }
        bool seldom = probe.Texts.Count <= (long)MaxRowsUnnamed * probe.Texts.Distinct;
        return seldom
            && (
                column is IntegerColumn
                    ? hints.EndsAsKey && probe.Plain.Max >= MinLargeNumber && Numbered(probe)
                    : Evenly(probe)
                        && (
                            Formed(probe.Texts.Pattern)
                            || (hints.EndsAsKey && probe.Digits > 0)
                            || (probe.Plain.LeadingZeros && probe.Texts.Distinct * 2L > probe.Texts.Count)
                            || probe.Texts.Distinct * 5L > probe.Texts.Count * 4L
                        )
            );
    }

    private static bool Repeat(ColumnProbe probe) =>
        probe.Texts.Distinct >= MinKeys && probe.Texts.Distinct < KeyOfRows * probe.Texts.Count;

    /// <summary>Whether the numbers count through, or are too large to be ranks or shares.</summary>
    private static bool Numbered(ColumnProbe probe)
    {
        NumberProbe numbers = probe.Plain;
        return numbers is { Holds: true, Whole: true, Min: >= 0 }
            && (
                numbers.Max >= MinNumber || (numbers.Min <= 1 && numbers.Max - numbers.Min + 1 == probe.Texts.Distinct)
            );
    }

    /// <summary>Whether no text stands in far more rows than others do.</summary>
    private static bool Evenly(ColumnProbe probe)
    {
        if (probe.Texts.Levels is not { } levels)
        {
            return false;
        }
        int largest = Enumerable.Range(0, levels.Count).Max(probe.Texts.CountOf);
        return largest <= Math.Max(MaxRowsUnnamed, MaxShare * probe.Texts.Count);
    }

    /// <summary>Whether a pattern is that of a running number after a text, or of random letters and digits.</summary>
    private static bool Formed(string? pattern)
    {
        if (pattern is null || !IdentifierPattern.Codes(pattern))
        {
            return false;
        }
        PatternClass[] classes = [.. PatternClass.Places(pattern).Select(place => place.Kind).OfType<PatternClass>()];
        int digits = classes.Count(kind => kind.Letters.Contains('0', StringComparison.Ordinal));
        double room = classes.Aggregate(1.0, (keys, kind) => keys * kind.Letters.Length);
        if (digits >= 2 && classes.Length - digits >= 2 && room >= MinRoom)
        {
            return true; // letters and digits that vary, as those of number plates
        }
        return digits >= (digits == classes.Length && classes.All(kind => kind.Mark == '#') ? MinDigits : MinMixed);
    }
}
