using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;

namespace AethergenAI.Core.Tests.Generation.Encodings;

public sealed class NumberScaleTests
{
    [Fact]
    public void Heaped_values_are_atoms_and_come_out_exactly()
    {
        var random = new Random(2);
        double[] values =
        [
            .. Enumerable
                .Range(0, 5_000)
                .Select(_ => random.NextDouble() < 0.6 ? 0 : Math.Exp(3 * random.NextDouble())),
        ];
        var scale = NumberScaleFit.Fit(values, step: null);
        var decoder = new NumberDecoder(scale);
        Assert.Equal([0.0], scale.Cells[0]);
        Assert.Equal(0, decoder.Draw(scale.TokenOf(0), 0.3));
        // The atom, and bins of a hundredth of the rows for the 40 % that are not 0.
        Assert.InRange(scale.Cells.Count, 39, 43);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.01)]
    public void Drawing_the_seeds_own_tokens_gives_back_its_distribution(double? step)
    {
        var random = new Random(4);
        // A heavy tail: the last bin spans most of the range.
        double[] values =
        [
            .. Enumerable.Range(0, 20_000).Select(_ => NumberScale.Round(Math.Pow(1 - random.NextDouble(), -1), step)),
        ];
        var scale = NumberScaleFit.Fit(values, step);
        var decoder = new NumberDecoder(scale);
        double[] drawn = [.. values.Select(value => decoder.Draw(scale.TokenOf(value), random.NextDouble()))];
        Array.Sort(values);
        Array.Sort(drawn);
        // Bins keep their mass exactly, so the distance is at most what interpolation moves inside one bin:
        // far below its 1 %.
        foreach (double quantile in new[] { 0.1, 0.5, 0.9, 0.99, 0.999 })
        {
            int at = (int)(quantile * values.Length);
            Assert.InRange(drawn[at], values[at - 60 < 0 ? 0 : at - 60], values[Math.Min(values.Length - 1, at + 60)]);
        }

        Assert.InRange(drawn[^1], values[^40], values[^1]);
        if (step is { } width)
        {
            Assert.All(drawn, value => Assert.Equal(value, Math.Round(value / width) / Math.Round(1 / width)));
        }
    }

    [Fact]
    public void Every_seed_value_lies_in_the_cell_of_its_token()
    {
        var random = new Random(6);
        double[] values =
        [
            .. Enumerable.Range(0, 3_000).Select(i => i % 3 == 0 ? random.Next(40) : (double)random.Next(100_000)),
        ];
        var scale = NumberScaleFit.Fit(values, step: 1);
        Assert.All(values, value =>
        {
            double[] cell = scale.Cells[scale.TokenOf(value)];
            Assert.InRange(value, cell[0], cell[^1]);
        });
        for (int token = 1; token < scale.Cells.Count; token++)
        {
            Assert.True(scale.Cells[token - 1][^1] < scale.Cells[token][0]);
        }
    }

    [Fact]
    public void A_draw_can_be_cut_off_inside_its_cell()
    {
        var decoder = new NumberDecoder(
            new NumberScale(
                [
                    [0],
                    [10, 20, 40],
                ],
                Step: 1
            )
        );
        foreach (double unit in new[] { 0.001, 0.3, 0.6, 0.999 })
        {
            Assert.InRange(decoder.Draw(1, unit, 15, 22), 15, 22);
            Assert.InRange(decoder.Draw(1, unit), 10, 40);
        }

        Assert.Equal(40, decoder.Draw(1, 0.1, 39.5, 100));
        Assert.True(double.IsNaN(decoder.Draw(1, 0.5, 41, 50)));
        Assert.True(double.IsNaN(decoder.Draw(0, 0.5, 1, 50)));
    }

    [Theory]
    [InlineData(0.3, 0.1, 0.3)]
    [InlineData(0.1 + 0.2, 0.1, 0.3)]
    [InlineData(1234.5649999, 0.01, 1234.56)]
    [InlineData(17, 5, 15)]
    [InlineData(7, 0.25, 7)]
    public void Rounding_to_a_step_gives_the_decimal_that_people_write(double value, double step, double expected) =>
        Assert.Equal(expected, NumberScale.Round(value, step));

    [Fact]
    public void One_value_and_one_row_make_one_atom()
    {
        Assert.Equal(
            [
                [5.0],
            ],
            NumberScaleFit.Fit([5], 1).Cells
        );
        Assert.Equal(
            [
                [5.0],
            ],
            NumberScaleFit.Fit([5, 5, 5], null).Cells
        );
    }
}
