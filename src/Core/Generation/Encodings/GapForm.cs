namespace AethergenAI.Generation.Encodings;

/// <summary>How a number is made of another one and a gap: plus it, minus it, or times it.</summary>
/// <param name="Above">Whether a difference is added; otherwise it is subtracted.</param>
/// <param name="IsRatio">Whether the gap is a factor instead.</param>
internal readonly record struct GapForm(bool Above, bool IsRatio)
{
    /// <summary>The gap between a number and the other one.</summary>
    internal double GapOf(double value, double other)
    {
        if (IsRatio)
        {
            return value / other;
        }
        return Above ? value - other : other - value;
    }

    internal double ValueOf(double other, double gap)
    {
        if (IsRatio)
        {
            return other * gap;
        }
        return Above ? other + gap : other - gap;
    }

    /// <summary>The other number that a number has this gap to.</summary>
    internal double OtherOf(double value, double gap)
    {
        if (IsRatio)
        {
            return value / gap;
        }
        return Above ? value - gap : value + gap;
    }

    /// <summary>The gaps with which the number lies in [min, max].</summary>
    internal (double Low, double High) Limits(double other, double min, double max)
    {
        if (IsRatio)
        {
            return other > 0 ? (min / other, max / other) : (double.NegativeInfinity, double.PositiveInfinity);
        }
        return Above ? (min - other, max - other) : (other - max, other - min);
    }
}
