namespace AethergenAI.Tables.Csv;

/// <summary>
/// Reads moments of ISO 8601 in the forms in which programs write one and the same: with <c>T</c> or a space before the
/// time, with the zeros of a second's decimals or without, and UTC as <c>Z</c>, <c>+00</c> or <c>+00:00</c>. So a
/// schema reads the table of a Parquet file, whose moments have no form, from a CSV file as well.
/// </summary>
/// <param name="decimals">The most decimals of a second.</param>
/// <param name="zoned">Whether the moments are UTC, and say so.</param>
internal sealed class IsoMoments(int decimals, bool zoned)
{
    private static readonly TemporalFormat Seconds = new("yyyy-MM-dd'T'HH:mm:ss");

    /// <summary>The ticks of each decimal of a second.</summary>
    private static readonly long[] TicksOf = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    private static readonly string[] Zones = ["Z", "+00", "+00:00", "+0000"];

    /// <returns>Null where the format is another one.</returns>
    public static IsoMoments? Of(string format)
    {
        string plain = format.Replace("'T'", " ", StringComparison.Ordinal).Replace("[", "").Replace("]", "");
        bool zoned = plain.EndsWith("'Z'", StringComparison.Ordinal);
        string rest = zoned ? plain[..^3] : plain;
        const string Start = "yyyy-MM-dd HH:mm:ss";
        if (!rest.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }
        string fraction = rest[Start.Length..];
        bool known = fraction.Length == 0 || (fraction[0] == '.' && fraction.AsSpan(1).Trim('f').IsEmpty);
        return known ? new IsoMoments(Math.Max(0, fraction.Length - 1), zoned) : null;
    }

    /// <summary>Seconds since 1970-01-01T00:00:00.</summary>
    public bool TrySeconds(ReadOnlySpan<byte> cell, out double seconds)
    {
        const int Length = 19;
        seconds = 0;
        if (cell.Length is < Length or > 40 || cell[10] is not ((byte)'T' or (byte)' '))
        {
            return false;
        }
        Span<byte> whole = stackalloc byte[Length];
        cell[..Length].CopyTo(whole);
        whole[10] = (byte)'T';
        ReadOnlySpan<byte> rest = cell[Length..];
        long ticks = 0;
        if (rest is [(byte)'.', ..])
        {
            int digits = 0;
            for (rest = rest[1..]; rest is [>= (byte)'0' and <= (byte)'9', ..]; rest = rest[1..])
            {
                ticks += digits < TicksOf.Length ? (rest[0] - '0') * TicksOf[digits] : 0;
                digits++;
            }
            if (digits == 0 || digits > decimals)
            {
                return false;
            }
        }
        if (!IsZone(rest) || !Seconds.TryParse(whole, out DateTime moment))
        {
            return false;
        }
        seconds = (moment.AddTicks(ticks) - DateTime.UnixEpoch).TotalSeconds;
        return true;
    }

    private bool IsZone(ReadOnlySpan<byte> rest)
    {
        if (!zoned)
        {
            return rest.IsEmpty;
        }
        foreach (string zone in Zones)
        {
            if (System.Text.Ascii.Equals(rest, zone))
            {
                return true;
            }
        }
        return false;
    }
}
