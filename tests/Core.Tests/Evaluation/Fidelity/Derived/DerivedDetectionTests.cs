using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Evaluation.Fidelity.Derived;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Fidelity.Derived;

[Trait("Speed", "Slow")]
public sealed class DerivedDetectionTests
{
    private const int Rows = 1_500;

    // An area of 500 rows against 500 has a standard error of √(1001/(12·500²)) = .0183 where nothing can be told
    // apart. The mean of three folds that correlate by ½ has .0183·√(2/3) = .0149; four of these are .06.
    private const double Chance = 0.06;

    private static readonly Table Train = Bills.Draw(Rows, 1),
        Holdout = Bills.Draw(Rows, 2),
        Fresh = Bills.Draw(Rows, 3);

    [Fact]
    public void Fresh_rows_cannot_be_told_apart()
    {
        var (_, derived) = Detect(Fresh);
        Assert.InRange(derived.Value!.Value, 0.5 - Chance, 0.5 + Chance);
        Assert.InRange(derived.Reference!.Value, 0.5 - Chance, 0.5 + Chance);
        Assert.InRange(0.5, derived.Interval!.Low, derived.Interval.High);
    }

    // Where a share s of the synthetic rows is what no real row is, and all others are alike, the area is
    // (1 + s)/2: .575 for 15 %, .70 for 40 % heaped rows, a little less where some of them stay what they were.
    [Theory]
    [InlineData("paid nearly", 0.53, 0.04)]
    [InlineData("smoothed", 0.60, 0.10)]
    [InlineData("months apart", 0.60, 0.10)]
    [InlineData("all", 0.70, 0.10)]
    public void Broken_relations_are_seen_that_the_columns_do_not_show(string broken, double least, double more)
    {
        var (plain, derived) = Detect(Break(broken));
        Assert.True(derived.Interval!.Low > least, $"{plain} {derived}");
        Assert.True(derived.Value - plain.Value > more, $"{plain} {derived}");
    }

    [Fact]
    public void Cells_that_are_no_longer_missing_together_are_seen()
    {
        var (plain, derived) = Detect(Bills.MissingApart(Fresh, 4));
        Assert.True(derived.Interval!.Low > 0.65, $"{plain} {derived}");
    }

    [Fact]
    public void Repeating_the_seed_is_not_rewarded()
    {
        var (plain, derived) = Detect(Train);
        var (_, fresh) = Detect(Fresh);
        Assert.True(derived.Value > 0.5 - Chance, $"{plain} {derived}");
        Assert.True(derived.Value > fresh.Value - Chance, $"{fresh} {derived}");
        // Compared with the seed, each row would be met twice, once with either label, and the area would fall to 0.1.
        Assert.True(plain.Value > 0.5 - Chance, $"{plain}");
    }

    [Fact]
    public void The_order_of_rows_does_not_matter()
    {
        var report = People.Evaluate(People.Draw(200, 1), People.Draw(200, 2), People.Draw(200, 3));
        var again = People.Evaluate(Reversed(1), Reversed(2), Reversed(3));
        Assert.Equal(report.Overall("detection-auc-derived"), again.Overall("detection-auc-derived"));

        static Table Reversed(ulong seed) => People.Draw(200, seed).Take([.. Enumerable.Range(0, 200).Reverse()]);
    }

    [Fact]
    public void Too_few_rows_are_said_and_block_no_verdict()
    {
        var missing = new List<NotMeasured>();
        var samples = Samples(Bills.Schema, Train, Holdout.First(59), Fresh);
        Assert.Null(DerivedDetection.Measure(samples, 1, missing, CancellationToken.None));
        var named = Assert.Single(missing);
        Assert.Equal("detection-auc-derived", named.Name);
        Assert.False(named.Blocks);
    }

    [Fact]
    public void One_column_is_enough()
    {
        Schema schema = new("one", [new IntegerColumn("billed")]);
        var smooth = Only(Bills.Smoothed(Fresh, 5));
        var samples = Samples(schema, Only(Train), Only(Holdout), smooth);
        var derived = DerivedDetection.Measure(samples, 1, [], CancellationToken.None)!;
        Assert.True(derived.Interval!.Low > 0.6, $"{derived}");

        static Table Only(Table table) => new([table["billed"]]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1.7e308)]
    public void Odd_cells_are_measured(double cell)
    {
        Table odd = Bills.Schema.Columns.Aggregate(Fresh.First(100), (table, column) =>
            table.With(new NumberData { Name = column.Name, Values = [.. Enumerable.Repeat(cell, 100)] })
        );
        foreach (var train in new[] { Train, odd })
        {
            var samples = Samples(Bills.Schema, train, Holdout, odd);
            var derived = DerivedDetection.Measure(samples, 1, [], CancellationToken.None)!;
            Assert.True(derived.Value > 0.9, $"{derived}");
        }
    }

    // 120 rows of each: 40 against 40 in a fold. The standard error is √(81/(12·40²))·√(2/3) = .053; four are
    // .21.
    [Fact]
    public void Three_hundred_columns_are_measured()
    {
        string[] names = [.. Enumerable.Range(0, 300).Select(at => $"c{at}")];
        Schema schema = new("wide", [.. names.Select(name => new IntegerColumn(name))]);
        var samples = Samples(schema, Draw(names, 1), Draw(names, 2), Draw(names, 3));
        var derived = DerivedDetection.Measure(samples, 1, [], CancellationToken.None)!;
        Assert.Contains($"{DerivedFeatures.Max} derived features", derived.Note, StringComparison.Ordinal);
        Assert.InRange(derived.Value!.Value, 0.29, 0.71);

        static Table Draw(string[] names, ulong seed) =>
            new([
                .. names.Select(name => new NumberData { Name = name, Values = Cells(RandomStream.For(seed, name)) }),
            ]);

        static double[] Cells(RandomStream random) =>
            [.. Enumerable.Range(0, 120).Select(_ => (double)random.NextInt(1_000))];
    }

    private static (Measure Plain, Measure Derived) Detect(Table synthetic)
    {
        var samples = Samples(Bills.Schema, Train, Holdout, synthetic);
        return (
            Detection.Measure(samples, 1, [], CancellationToken.None)[0],
            DerivedDetection.Measure(samples, 1, [], CancellationToken.None)!
        );
    }

    private static Table Break(string how) =>
        how switch
        {
            "paid nearly" => Bills.PaidNearly(Fresh, 4),
            "smoothed" => Bills.Smoothed(Fresh, 4),
            "months apart" => Bills.MonthsApart(Fresh, 4),
            _ => Bills.MonthsApart(Bills.PaidNearly(Bills.Smoothed(Fresh, 4), 5), 6),
        };

    private static MatchedSamples Samples(Schema schema, Table train, Table holdout, Table synthetic)
    {
        var space = FeatureSpace.Over(new EvaluationInput(schema, train, holdout, synthetic));
        int size = Math.Min(holdout.RowCount, synthetic.RowCount);
        return new MatchedSamples(
            space,
            space.Encode(train),
            space.Encode(holdout.First(size)),
            space.Encode(synthetic.First(size))
        );
    }
}
