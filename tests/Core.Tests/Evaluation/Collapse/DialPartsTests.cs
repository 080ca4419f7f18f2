using System.Text.Json;
using AethergenAI.Core.Tests.Evaluation.Doctored;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Collapse;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Collapse;

/// <summary>What is lost is told apart from what has only changed.</summary>
[Trait("Speed", "Slow")]
public sealed class DialPartsTests
{
    private static readonly Table Seed = People.Draw(1_500, 1),
        Holdout = People.Draw(1_500, 2),
        Fresh = People.Draw(1_500, 3);

    [Fact]
    public void Shuffled_columns_have_lost_their_relations()
    {
        var dial = Read(People.Shuffled(Fresh, 4));
        Assert.InRange(dial.Dial.Value, 60, 120);
        Assert.InRange(dial.Relations.Value, 80, 120);
        Assert.True(dial.Relations.IsSure);
    }

    [Fact]
    public void Few_rows_again_and_again_have_lost_their_variety()
    {
        var dial = Read(Doctor.Collapsed(Fresh, 0.02));
        Assert.True(dial.Dial.Value >= 90 && dial.Variety.IsSure, $"{dial}");
    }

    [Fact]
    public void Fresh_rows_and_the_seed_itself_read_0()
    {
        var fresh = Read(Fresh);
        Assert.False(fresh.Dial.IsSure || fresh.Variety.IsSure || fresh.Relations.IsSure, $"{fresh}");
        Assert.Equal(0, Read(Seed).Dial.Value, 1e-9);
    }

    /// <summary>The mean of 20 tables is off 0 by at most 10 and four of its own standard errors.</summary>
    [Fact]
    public void Fresh_rows_read_0_on_average()
    {
        double[] values =
        [
            .. Enumerable.Range(1, 20).Select(draw => Value(People.Draw(800, (ulong)draw), (ulong)(100 * draw))),
        ];
        double mean = values.Average(),
            deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        Assert.InRange(mean, -10 - (4 * deviation / Math.Sqrt(20)), 10 + (4 * deviation / Math.Sqrt(20)));

        static double Value(Table fresh, ulong draw) =>
            CollapseRisk.Value(
                Samples(People.Draw(800, draw + 1), People.Draw(800, draw + 2), fresh),
                1,
                CancellationToken.None
            );
    }

    [Fact]
    public void Noise_on_numbers_is_noise_and_no_collapse()
    {
        var dial = Read(Doctor.Noisy(Fresh, 0.1, 4));
        Assert.InRange(dial.Dial.Value, -30, 20);
        Assert.True(dial.Noise.Value > 50 && dial.Noise.IsSure, $"{dial}");
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(3)]
    public void A_column_that_moved_is_drift_and_no_collapse(double deviations)
    {
        double[] ages = Fresh.Numbers("age").Values;
        double mean = ages.Average(),
            far = deviations * Math.Sqrt(ages.Average(age => (age - mean) * (age - mean)));
        var moved = new NumberData { Name = "age", Values = Array.ConvertAll(ages, age => age + Math.Round(far)) };
        var dial = Read(Fresh.With(moved));
        Assert.InRange(dial.Dial.Value, -30, 20);
        Assert.True(dial.Drift.IsSure, $"{dial}");
        Assert.Equal("age", dial.Reading.Drift.Column);
    }

    [Fact]
    public void The_report_says_so()
    {
        string Advice(Table rows) => Report(rows).Advice;
        Assert.StartsWith("Relations between columns are lost", Advice(People.Shuffled(Fresh, 4)));
        Assert.Contains("has noise on its numbers, which is no collapse", Advice(Doctor.Noisy(Fresh, 0.1, 4)));
        Assert.DoesNotContain("no collapse", Advice(Fresh));
        var parts = Report(Fresh).Parts;
        Assert.Equal(
            ["variety", "relations", "replay", "drift", "noise", "self-consumption", "lineage"],
            parts.Select(part => part.Name)
        );
        Assert.All(parts.Where(part => part.Name is "variety" or "relations" or "drift" or "noise"), part =>
            Assert.NotNull(part.Interval)
        );
    }

    /// <summary>
    /// A pair that is equal in every row, in k equally frequent levels, deviates by <c>(1/k − 1/k²)/(1/k)</c> in k
    /// cells and by <c>−1/k²/(1/k)</c> in the others; half of the rows shuffled keeps half of it.
    /// </summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 0.5)]
    [InlineData(1, 0)]
    public void What_is_shuffled_is_not_kept(double share, double kept)
    {
        const int Rows = 4_000;
        var schema = new Schema("pair", [new CategoricalColumn("a", []), new CategoricalColumn("b", [])]);
        var real = Pair(0);
        var other = Pair(share);
        var space = FeatureSpace.Over(new EvaluationInput(schema, real, real, other));
        var relations = new Relations(space, space.Encode(real), 2, 1);
        // The deviation of a cell has the standard deviation 1/√n: four of Σ r·s are 4·√Σ r²/√n ≤ .06·Σ
        // r².
        Assert.Equal(kept, relations.Kept(space.Encode(other), space.Encode(real)), 0.06);

        Table Pair(double shuffled)
        {
            int[] levels = [.. Enumerable.Range(0, Rows).Select(row => row % 4)];
            var random = new RandomStream(5);
            int[] second = [.. levels.Select((level, row) => row < shuffled * Rows ? random.NextInt(4) : level)];
            return new([Column("a", levels), Column("b", second)]);
        }

        static LevelData Column(string name, int[] codes) =>
            new()
            {
                Name = name,
                Codes = codes,
                Levels = ["w", "x", "y", "z"],
            };
    }

    [Fact]
    public void Relations_that_real_rows_do_not_have_cannot_be_lost()
    {
        var unrelated = People.Shuffled(Holdout, 5);
        var space = FeatureSpace.Over(new EvaluationInput(People.Schema, Seed, unrelated, Fresh));
        var relations = new Relations(space, space.Encode(unrelated), 2, 1);
        Assert.Equal(double.NaN, relations.Kept(space.Encode(Fresh), space.Encode(Seed)));
    }

    /// <summary>
    /// In few rows with weak relations some subsamples show none; a report can be written all the same.
    /// </summary>
    [Fact]
    public void Few_rows_with_weak_relations_have_a_dial_that_can_be_written()
    {
        var schema = new Schema("ward", [new IntegerColumn("age"), new CategoricalColumn("outcome", [])]);
        Dial[] dials = [.. Enumerable.Range(0, 6).Select(draw => Of(Patients(draw), Patients(draw + 20)))];
        Assert.All(dials, dial => Assert.NotEmpty(JsonSerializer.Serialize(dial, Json.Options)));
        Assert.All(dials, dial => Assert.NotNull(dial.Interval));
        Assert.Contains(dials, dial => dial.Parts[1].Score is not null);

        Dial Of(Table seed, Table holdout)
        {
            var input = new EvaluationInput(schema, seed, holdout, seed);
            var space = FeatureSpace.Over(input);
            var samples = new MatchedSamples(space, space.Encode(seed), space.Encode(holdout), space.Encode(seed));
            return CollapseRisk.Measure(input, samples, new EvaluationOptions(), [], CancellationToken.None);
        }

        static Table Patients(int draw)
        {
            var random = new Random(draw);
            double[] ages = [.. Enumerable.Range(0, 130).Select(_ => (double)random.Next(18, 95))];
            return Two(ages, [.. ages.Select(age => age + (100 * random.NextDouble()) > 100 ? 1 : 0)]);
        }

        static Table Two(double[] ages, int[] outcomes) =>
            new([
                new NumberData { Name = "age", Values = ages },
                new LevelData
                {
                    Name = "outcome",
                    Codes = outcomes,
                    Levels = ["same", "better"],
                },
            ]);
    }

    private static DialEstimate Read(Table synthetic) =>
        CollapseRisk.Estimate(Samples(synthetic), Seed.RowCount, 1, CancellationToken.None);

    private static Dial Report(Table synthetic) =>
        CollapseRisk.Measure(
            new EvaluationInput(People.Schema, Seed, Holdout, synthetic),
            Samples(synthetic),
            new EvaluationOptions(),
            [],
            CancellationToken.None
        );

    private static MatchedSamples Samples(Table synthetic) => Samples(Seed, Holdout, synthetic);

    private static MatchedSamples Samples(Table seed, Table holdout, Table synthetic)
    {
        var space = FeatureSpace.Over(new EvaluationInput(People.Schema, seed, holdout, synthetic));
        return new MatchedSamples(space, space.Encode(seed), space.Encode(holdout), space.Encode(synthetic));
    }
}
