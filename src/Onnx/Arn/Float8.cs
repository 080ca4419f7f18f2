namespace AethergenAI.Onnx.Arn;

/// <summary>
/// 8-bit floating-point numbers in the format E4M3 without infinities: one bit of sign, four of exponent (bias 7),
/// three of mantissa. Micikevicius et al. (2022), <see href="https://arxiv.org/abs/2209.05433"/>.
/// </summary>
internal static class Float8
{
    /// <summary>The greatest representable number.</summary>
    internal const float Max = 448;

    private static readonly float[] Positive = [.. Enumerable.Range(0, 127).Select(Decode)];

    /// <summary>The number of each of the 256 codes; 0 for the two NaN codes.</summary>
    internal static float[] Table => [.. Positive, 0, .. Positive.Select(value => -value), 0];

    /// <summary>
    /// The code of the nearest number. Ties go to the even code; numbers beyond ±448 become ±448.
    /// </summary>
    /// <param name="value">Not NaN.</param>
    internal static byte Encode(float value)
    {
        float magnitude = Math.Min(Math.Abs(value), Max);
        int found = Array.BinarySearch(Positive, magnitude);
        if (found < 0)
        {
            int above = ~found;
            float over = Positive[above] - magnitude,
                under = magnitude - Positive[above - 1];
            found = under < over || (under == over && above % 2 == 1) ? above - 1 : above;
        }

        return (byte)(float.IsNegative(value) ? found + 128 : found);
    }

    private static float Decode(int code)
    {
        int exponent = code >> 3,
            mantissa = code & 7;
        return exponent == 0 ? mantissa * MathF.Pow(2, -9) : (1 + (mantissa / 8f)) * MathF.Pow(2, exponent - 7);
    }
}
