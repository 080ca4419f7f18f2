namespace AethergenAI.Schemas.Inference;

/// <summary>One column whose value determines that of another, in all rows so far.</summary>
internal sealed class Dependency
{
    private int[] image = [];

    public required int From { get; init; }

    public required int To { get; init; }

    /// <summary>
    /// The number of rows that could have broken the rule, because their level had occurred before.
    /// </summary>
    public int Repeats { get; private set; }

    public bool Observe(ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        for (int row = 0; row < from.Length; row++)
        {
            (int a, int b) = (from[row], to[row]);
            if (a < 0 || b < 0)
            {
                continue;
            }
            if (a >= image.Length)
            {
                Array.Resize(ref image, Math.Max(16, Math.Max(a + 1, image.Length * 2)));
            }
            if (image[a] == 0)
            {
                image[a] = b + 1;
            }
            else if (image[a] != b + 1)
            {
                return false;
            }
            else
            {
                Repeats++;
            }
        }

        return true;
    }
}
