using System.Text.Json.Serialization;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// Divides the number line into cells, one per token, ascending and without overlap. A cell with one knot is an atom:
/// exactly that value. A cell with more knots is a bin: its knots are evenly spaced quantiles of the values in it,
/// and values are drawn by linear interpolation.
/// </summary>
/// <param name="Cells">Each cell's knots, ascending.</param>
/// <param name="Step">Every value is a whole multiple of it; null if values are continuous.</param>
public sealed record NumberScale(IReadOnlyList<double[]> Cells, double? Step = null)
{
    /// <summary>How many significant digits values have at most; null: as many as the step gives them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Digits { get; init; }

    [JsonIgnore]
    internal Precision Precision => new(Step, Digits);

    /// <summary>The cell that holds a value, or the nearest one.</summary>
    public int TokenOf(double value)
    {
        int low = 0,
            high = Cells.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Cells[middle][0] <= value)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        double beyond = value - Cells[low][^1];
        return low + 1 < Cells.Count && beyond > 0 && Cells[low + 1][0] - value < beyond ? low + 1 : low;
    }

    /// <summary>Whether a value is in a cell that has no other.</summary>
    internal bool IsAtom(double value) => Cells[TokenOf(value)].Length == 1;

    /// <summary>The nearest multiple of the step; exact if the step is a decimal fraction such as 0.01.</summary>
    public static double Round(double value, double? step)
    {
        if (step is not { } width)
        {
            return value;
        }
        double inverse = Math.Round(1 / width);
        return width < 1 && Math.Abs(inverse * width - 1) < 1e-9
            ? Math.Round(value * inverse) / inverse
            : Math.Round(value / width) * width;
    }
}
