using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>
/// A sample with its numbers as grades and its levels grouped; every pair of columns uses these again.
/// </summary>
/// <param name="reference">The sample on which the frequencies of levels are counted.</param>
internal sealed class Pairing(FeatureSpace space, Sample sample, Sample reference)
{
    /// <summary>
    /// The largest number of levels; less frequent levels are merged, so that a joint table is never mostly noise.
    /// </summary>
    private const int MaxLevels = 32;

    /// <summary>
    /// The number of cells per column for mutual information: with more, the table of a few hundred rows would
    /// hold more cells than rows.
    /// </summary>
    private const int InformationCells = 8;

    private readonly double[][] grades = [.. sample.Numbers.Select(values => Association.Grades(values))];
    private readonly Dictionary<int, (int[] Codes, int Cells)> grouped = [];
    private readonly Dictionary<int, (int[] Codes, int Cells)> coarse = [];

    public bool IsNumber(int column) => space.Features[column].IsNumber;

    /// <summary>Spearman's ρ over the rows that have both numbers.</summary>
    public double Correlation(int left, int right)
    {
        var (first, second) = (sample.Numbers[left], sample.Numbers[right]);
        int[] complete =
        [
            .. Enumerable.Range(0, sample.Rows).Where(row => !double.IsNaN(first[row]) && !double.IsNaN(second[row])),
        ];
        int missing = first.Count(double.IsNaN);
        // Grades among all numbers of a column are those among complete rows only where nothing else is missing.
        return complete.Length == sample.Rows - missing && missing == second.Count(double.IsNaN)
            ? Association.Pearson(grades[left], grades[right])
            : Association.Pearson(Grades(first), Grades(second));

        double[] Grades(double[] column) => Association.Grades(Array.ConvertAll(complete, row => column[row]));
    }

    public double Ratio(int groups, int number)
    {
        var (codes, cells) = Grouped(groups);
        return Association.CorrelationRatio(codes, cells, grades[number]);
    }

    /// <summary>Joint shares of two columns' levels, row-major.</summary>
    public double[] Joint(int left, int right, out int columns) => Joint(Grouped(left), Grouped(right), out columns);

    /// <summary>
    /// How much the two columns tell about each other: see <see cref="Association.SharedInformation"/>.
    /// </summary>
    public double Information(int left, int right)
    {
        double[] joint = Joint(Coarse(left), Coarse(right), out int columns);
        return Association.SharedInformation(joint, columns, sample.Rows);
    }

    private double[] Joint((int[] Codes, int Cells) left, (int[] Codes, int Cells) right, out int columns)
    {
        columns = right.Cells;
        var shares = new double[left.Cells * right.Cells];
        double share = 1.0 / sample.Rows;
        for (int i = 0; i < sample.Rows; i++)
        {
            shares[(left.Codes[i] * right.Cells) + right.Codes[i]] += share;
        }
        return shares;
    }

    private (int[] Codes, int Cells) Grouped(int column) =>
        grouped.TryGetValue(column, out var done)
            ? done
            : grouped[column] = Grouping.Group(
                sample.Codes[column],
                reference.Codes[column],
                space.Features[column].Cells,
                MaxLevels
            );

    private (int[] Codes, int Cells) Coarse(int column)
    {
        if (coarse.TryGetValue(column, out var done))
        {
            return done;
        }
        int cells = space.Features[column].Cells;
        return coarse[column] =
            space.Features[column].IsNumber && cells > InformationCells + 1
                // Merges neighbouring bins; the missing cell stays the last.
                ? (
                    Array.ConvertAll(sample.Codes[column], code =>
                        code == cells - 1 ? InformationCells : code * InformationCells / (cells - 1)
                    ),
                    InformationCells + 1
                )
                : Grouping.Group(sample.Codes[column], reference.Codes[column], cells, InformationCells);
    }
}
