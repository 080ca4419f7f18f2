using System.Globalization;
using System.Text.RegularExpressions;
using AethergenAI.Tables;

namespace AethergenAI.Formats;

/// <summary>Writes a column's moments as text, in the format of its schema or in ISO 8601.</summary>
internal sealed partial class ParquetDates
{
    private const long Second = 1_000_000;

    private readonly string format;
    private readonly string exact;
    private readonly long unit;

    /// <param name="column">The schema's column; null: ISO 8601.</param>
    /// <param name="decimals">The decimals of a second that the cells need.</param>
    internal ParquetDates(Column? column, ParquetField field, int decimals)
    {
        exact = Iso(field, decimals);
        format = column switch
        {
            DateTimeColumn known => known.Format,
            DateColumn known => known.Format,
            _ => exact,
        };
        unit = Unit(format);
    }

    /// <summary>
    /// Where the format would cut a part off, the text is ISO 8601, and the reader refuses the cell by row and column.
    /// </summary>
    /// <param name="microseconds">Since 1970-01-01, in UTC.</param>
    internal string Text(long microseconds)
    {
        DateTime moment = DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        string chosen = SaysAll(microseconds) ? Whole(moment) : exact;
        return moment.ToString(chosen, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the format says all of a moment, and cuts no part of it.</summary>
    /// <param name="microseconds">Since 1970-01-01, in UTC.</param>
    internal bool SaysAll(long microseconds) => microseconds % unit == 0;

    /// <summary>Settles decimals that are left out on a whole second.</summary>
    private string Whole(DateTime moment) =>
        moment.Ticks % TimeSpan.TicksPerSecond == 0
            ? Optional().Replace(format, "")
            : Optional().Replace(format, found => found.Value.Trim('[', ']'));

    private static string Iso(ParquetField field, int decimals)
    {
        if (field.Type == "DATE")
        {
            return "yyyy-MM-dd";
        }
        string fraction = decimals == 0 ? "" : $".{new string('f', decimals)}";
        string zone = field.IsInstant ? "'Z'" : "";
        return $"yyyy-MM-dd'T'HH:mm:ss{fraction}{zone}";
    }

    /// <summary>The shortest time that the format writes, in microseconds.</summary>
    private static long Unit(string format)
    {
        string letters = Literal().Replace(format, "");
        int decimals = letters.Count(letter => letter is 'f' or 'F');
        if (decimals > 0)
        {
            return Math.Max(1, Second / (long)Math.Pow(10, decimals));
        }
        return letters switch
        {
            _ when letters.Contains('s', StringComparison.Ordinal) => Second,
            _ when letters.Contains('m', StringComparison.Ordinal) => 60 * Second,
            _ when letters.Contains('H', StringComparison.OrdinalIgnoreCase) => 3600 * Second,
            _ => 86_400 * Second,
        };
    }

    [GeneratedRegex(@"\[\.f+\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Optional();

    [GeneratedRegex(@"'[^']*'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();
}
