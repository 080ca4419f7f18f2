using System.Text.Json.Serialization;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// Multiples on which a column's numbers gather, such as quarters or whole hundreds. A model column says for each row
/// on which of them its number lies; the token of the number itself says only in which bin.
/// </summary>
/// <param name="ModelColumn">Its tokens: numbers that are atoms of the scale, if there are; numbers on no such
/// multiple, if there are; then one for each of <paramref name="Steps"/>.</param>
/// <param name="Counts">The seed's rows with each token.</param>
/// <param name="Steps">Coarser ones later. A number counts as a multiple of the coarsest step that it is one
/// of.</param>
public sealed record Heaps(
    int ModelColumn,
    bool HasAtoms,
    bool HasOthers,
    IReadOnlyList<int> Counts,
    IReadOnlyList<HeapStep> Steps
)
{
    /// <summary>The first token that is a step.</summary>
    internal int FirstStep => (HasAtoms ? 1 : 0) + (HasOthers ? 1 : 0);

    internal int Tokens => FirstStep + Steps.Count;

    internal const int AtomToken = 0;

    /// <summary>
    /// The token of a number that is no atom; the one before <see cref="FirstStep"/> if it is on no multiple.
    /// </summary>
    internal int TokenOf(double value, Precision precision)
    {
        for (int step = Steps.Count - 1; step >= 0; step--)
        {
            if (Steps[step].Holds(value, precision))
            {
                return FirstStep + step;
            }
        }

        return FirstStep - 1;
    }
}

/// <summary>The step <c>Over / Under</c>: a quarter is 1 / 4.</summary>
/// <param name="Over">A whole number above 0.</param>
/// <param name="Under">A whole number above 0.</param>
public sealed record HeapStep(double Over, double Under)
{
    /// <summary>A multiple that is no number of the column's precision is told from other numbers where it is this much
    /// coarser than they are.</summary>
    private const double Coarser = 20;

    [JsonIgnore]
    public double Width => Over / Under;

    /// <summary>Whether a number is a multiple of the step, rounded to the column's precision.</summary>
    internal bool Holds(double value, Precision precision)
    {
        double unit = precision.At(value) ?? 0,
            units = Width / unit;
        bool even = Math.Abs(units - Math.Round(units)) <= units * 1e-9;
        return units >= (even ? 1.5 : Coarser) && Multiple(Math.Round(value * Under / Over), precision) == value;
    }

    internal double Multiple(double times, Precision precision) => precision.Round(times * Over / Under);
}
