namespace AethergenAI.Tables.Csv;

/// <summary>Reads digits with a separator between groups of three, and decimals.</summary>
internal static class NumberBody
{
    private const int MaxDigits = 16;

    /// <param name="group">The separator; empty: none.</param>
    /// <param name="point">'.' or ','.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, ReadOnlySpan<byte> group, byte point, out NumberText number) =>
        TryRead(body, group, point, out number, out _, out _);

    /// <param name="grouped">Whether a separator occurs.</param>
    /// <param name="whole">The number of digits before the decimal point.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> body,
        ReadOnlySpan<byte> group,
        byte point,
        out NumberText number,
        out bool grouped,
        out int whole
    )
    {
        (number, grouped, whole) = (default, false, 0);
        long units = 0;
        int at = 0,
            run = 0;
        for (; at < body.Length && body[at] != point; )
        {
            if ((uint)(body[at] - '0') <= 9)
            {
                units = (units * 10) + body[at++] - '0';
                run++;
                if (++whole > MaxDigits)
                {
                    return false;
                }
                continue;
            }

            bool separates =
                !group.IsEmpty && body[at..].StartsWith(group) && (grouped ? run == 3 : run is > 0 and <= 3);
            if (!separates)
            {
                return false;
            }
            (grouped, run) = (true, 0);
            at += group.Length;
        }

        if (grouped && (run != 3 || body[0] == '0'))
        {
            return false;
        }
        int decimals = body.Length - at - 1,
            zeros = 0;
        bool pointed = at < body.Length;
        for (at++; at < body.Length; at++)
        {
            if ((uint)(body[at] - '0') > 9 || whole + decimals > MaxDigits)
            {
                return false;
            }
            units = (units * 10) + body[at] - '0';
            zeros = body[at] == '0' ? zeros + 1 : 0;
        }

        bool digits = pointed ? decimals > 0 : whole > 0;
        if (!digits || units > NumberText.MaxExact)
        {
            return false;
        }
        number = Of(units, pointed ? decimals : 0, zeros) with
        {
            LeadingZero = whole > 1 && body[0] == '0',
            Bare = whole == 0,
        };
        return true;
    }

    /// <param name="zeros">The number of zeros at the end of the decimals.</param>
    public static NumberText Of(long units, int decimals, int zeros)
    {
        double value = decimals == 0 ? units : units / NumberText.PowerOfTen(decimals);
        for (int i = 0; i < zeros; i++)
        {
            units /= 10;
        }
        return new NumberText(value, units, decimals - zeros, LeadingZero: false, Point: decimals > 0)
        {
            Written = decimals,
        };
    }
}
