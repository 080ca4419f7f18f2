using AethergenAI.Evaluation.Drift;
using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Drift;

/// <summary>What can happen to rows between a fit and today, and what a model must know to tell.</summary>
[Trait("Speed", "Slow")]
public sealed class DriftKindsTests
{
    /// <summary>Each in a twentieth of the rows or in all: a change of 2 points of the rows counts.</summary>
    [Theory]
    [InlineData("unit", "age")]
    [InlineData("tenfold", "spent")]
    [InlineData("a year later", "joined")]
    [InlineData("new level", "city")]
    [InlineData("new missing cells", "age")]
    [InlineData("no missing cells", "spent")]
    public void What_moved_is_named_and_nothing_else(string what, string column)
    {
        var fresh = People.Draw(1_000, 2);
        var moved = what switch
        {
            "unit" => fresh.With(Numbers("age", (age, _) => age / 100)),
            "tenfold" => fresh.With(Numbers("spent", (spent, _) => spent * 10)),
            "a year later" => fresh.With(Numbers("joined", (day, _) => day + 365)),
            "new missing cells" => fresh.With(Numbers("age", (age, row) => row % 20 == 0 ? double.NaN : age)),
            "no missing cells" => fresh.With(Numbers("spent", (spent, _) => double.IsNaN(spent) ? 55 : spent)),
            _ => fresh.With(
                new LevelData
                {
                    Name = "city",
                    Levels = [.. fresh.Levels("city").Levels, "Gum"],
                    Codes = [.. fresh.Levels("city").Codes.Select((code, row) => row % 20 == 0 ? 6 : code)],
                }
            ),
        };
        var report = DriftTests.Compare(People.Draw(2_000, 1), moved, new DriftOptions(Alpha: 0.001));
        Assert.Equal(DriftVerdict.Refit, report.Verdict);
        Assert.Equal([column], report.Columns.Where(one => one.Moved).Select(one => one.Column));
        Assert.Contains(column, report.Sentence);

        NumberData Numbers(string name, Func<double, int, double> change) =>
            new() { Name = name, Values = [.. fresh.Numbers(name).Values.Select(change)] };
    }

    [Fact]
    public void Identifiers_and_unread_columns_are_not_compared()
    {
        var fresh = People.Draw(500, 2);
        var more = new Table([.. fresh.Columns, new NumberData { Name = "extra", Values = new double[500] }]);
        var report = DriftTests.Compare(People.Draw(500, 1), more);
        string[] compared = ["age", "city", "joined", "member", "refund", "spent"];
        Assert.Equal(compared, report.Columns.Select(column => column.Column).Order());
    }

    /// <summary>
    /// Cells of the seed, as a model keeps them, do as well as its rows: at most 5 % of 200 repetitions say "refit",
    /// and more than 20 of them would have a probability below .001 (binomial, mean 10, standard deviation 3.1).
    /// </summary>
    [Fact]
    public void Counts_of_the_seed_rarely_say_refit()
    {
        int alarms = Enumerable
            .Range(1, 200)
            .AsParallel()
            .Count(draw =>
            {
                var seed = People.Draw(300, (ulong)(7 * draw));
                var model = Manifest(seed);
                // What the model draws is nothing like its seed, and must not matter.
                var report = DriftTest.Compare(
                    model,
                    null,
                    rows => People.Shuffled(People.Draw(rows, 5), 6),
                    People.Draw(200, (ulong)((7 * draw) + 1)),
                    new DriftOptions(AtLeast: 0),
                    CancellationToken.None
                );
                return report.Verdict == DriftVerdict.Refit;
            });
        Assert.InRange(alarms, 0, 20);
    }

    [Fact]
    public void The_rows_of_the_model_are_known_in_any_order()
    {
        var seed = People.Draw(200, 1);
        var reversed = seed.Take([.. Enumerable.Range(0, 200).Reverse()]);
        var report = Given(reversed);
        Assert.Equal(DriftReference.Train, report.Reference);
        Assert.DoesNotContain(report.NotMeasured, one => one.Name.Contains("--train", StringComparison.Ordinal));
        // One row in the place of another, and one row twice, are other rows.
        var others = seed.Take([.. Enumerable.Range(0, 200).Select(row => Math.Max(1, row))]);
        Assert.Equal("drift.other-train", Assert.Throws<RefusedException>(() => Given(others)).Code);

        DriftReport Given(Table train) =>
            DriftTest.Compare(
                Manifest(seed),
                train,
                _ => throw new InvalidOperationException("Rows are there."),
                People.Draw(200, 2),
                new DriftOptions(),
                CancellationToken.None
            );
    }

    /// <summary>The counts of a model that someone changed, one defect at a time.</summary>
    [Fact]
    public void Counts_that_cannot_be_those_of_the_seed_refuse_the_model()
    {
        var manifest = Manifest(People.Draw(200, 1));
        var age = manifest.SeedCounts!.Single(counts => counts.Column == "age");
        Assert.NotNull(Read(age));
        SeedCounts[] wrong =
        [
            age with
            {
                Column = "height",
            },
            age with
            {
                Counts = [.. age.Counts, 0],
            },
            age with
            {
                Counts = [age.Counts[0] + 1, .. age.Counts.Skip(1)],
            },
            age with
            {
                Counts = [-1, age.Counts[0] + age.Counts[1] + 1, .. age.Counts.Skip(2)],
            },
            age with
            {
                Cuts = [.. age.Cuts.Reverse()],
            },
            age with
            {
                Cuts = [],
                Levels = ["a"],
            },
        ];
        Assert.All(wrong, counts => Assert.Throws<RefusedException>(() => Read(counts)));
        Assert.Throws<RefusedException>(() => Read(age, age));

        Model Read(params SeedCounts[] counts) =>
            ModelDocument.Read(ModelDocument.Write(manifest with { SeedCounts = counts }), [1]);
    }

    /// <summary>A schema declares levels that no row has.</summary>
    [Fact]
    public void Levels_that_no_row_has_have_no_cell()
    {
        var column = new LevelData
        {
            Name = "city",
            Levels = ["Ash", "Birch", "Cedar"],
            Codes = [2, 0, -1, 2],
        };
        var counts = SeedCounts.Of(column);
        Assert.Equal(["Ash", "Cedar"], counts.Levels);
        Assert.Equal([1, 2, 1], counts.Counts);
        Assert.True(counts.Fits(new CategoricalColumn("city", column.Levels), 4));
        var (cells, count) = counts.Cells(column.Take([1, 1, 0]));
        Assert.Equal([0, 0, 1], cells);
        Assert.Equal(3, count);
    }

    /// <summary>
    /// Counts of two thousand million rows, which a model from anywhere may claim, cost no such memory.
    /// </summary>
    [Fact]
    public void Many_rows_are_stood_for_by_fewer()
    {
        var counts = new SeedCounts("sex", [], ["F", "M"], [1_500_000_000, 500_000_000, 0]);
        var fresh = new LevelData
        {
            Name = "sex",
            Levels = ["F", "M"],
            Codes = [0, 0, 0, 1],
        };
        var (reference, _, cells) = DriftCells.Of(counts, fresh, 1_000);
        Assert.Equal(DriftCells.MaxRows, reference.Length);
        Assert.Equal(3, cells);
        Assert.Equal(0.75, reference.Count(cell => cell == 0) / (double)reference.Length, 1e-6);
    }

    private static ModelManifest Manifest(Table seed)
    {
        var encoded = TableEncoder.Encode(seed, People.Schema);
        var settings = new GeneratorSettings(new Dictionary<string, string>(), 1);
        var request = new FitRequest(seed, People.Schema, settings);
        return ModelDocument
            .Assemble("independent", request, encoded, new { }, [1], "none", 0, CancellationToken.None)
            .Manifest;
    }
}
