using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Statistics.Kernels;

public class AssociationTests
{
    [Fact]
    public void Grades_share_tied_ranks_and_leave_missing_cells_missing() =>
        Assert.Equal([0.125, double.NaN, 0.5, 0.5, 0.875], Association.Grades([1, double.NaN, 5, 5, 9]));

    [Fact]
    public void Pearson_of_a_line_is_its_direction()
    {
        Assert.Equal(1, Association.Pearson([1, 2, 3], [10, 20, 30]), 12);
        Assert.Equal(-1, Association.Pearson([1, 2, 3], [3, 2, 1]), 12);
    }

    // Anscombe (1973), first set: r = 0.81642.
    [Fact]
    public void Pearson_agrees_with_Anscombes_quartet() =>
        Assert.Equal(
            0.81642,
            Association.Pearson(
                [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5],
                [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
            ),
            5
        );

    [Fact]
    public void Pearson_of_a_constant_or_of_incomplete_rows_is_zero()
    {
        Assert.Equal(0, Association.Pearson([1, 1, 1], [1, 2, 3]));
        Assert.Equal(0, Association.Pearson([1, double.NaN], [double.NaN, 2]));
    }

    // Wikipedia's worked example (grades in three subjects): η² = 6780/9640.
    [Fact]
    public void The_correlation_ratio_agrees_with_a_worked_example()
    {
        int[] subjects = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2];
        double[] marks = [45, 70, 29, 15, 21, 40, 20, 30, 42, 65, 95, 80, 70, 85, 73];
        Assert.Equal(Math.Sqrt(6780.0 / 9640), Association.CorrelationRatio(subjects, 4, marks), 12);
    }

    [Fact]
    public void Cramers_V_is_1_for_a_bijection_and_0_for_independence()
    {
        Assert.Equal(1, Association.CramersV([0.5, 0, 0, 0, 0.3, 0, 0, 0, 0.2], 3), 12);
        Assert.Equal(0, Association.CramersV([0.06, 0.14, 0.24, 0.56], 2), 12);
        Assert.Equal(0, Association.CramersV([0.5, 0.5], 2));
    }

    // V² = χ²/n = .04 for the shares [.3 .2; .2 .3]: Σ (±.05)²/.25 = 4 · .01 = .04.
    [Fact]
    public void Cramers_V_of_a_two_by_two_table_is_phi() =>
        Assert.Equal(0.2, Association.CramersV([0.3, 0.2, 0.2, 0.3], 2), 12);
}
