using System.Text.Json;
using AethergenAI.Core.Tests.Evaluation;
using AethergenAI.Core.Tests.Evaluation.Drift;
using AethergenAI.Evaluation;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Seeding;

/// <summary>Nothing that is measured depends on the order of the rows.</summary>
[Trait("Speed", "Slow")]
public sealed class MeasuringOrderTests
{
    private static readonly Table Train = People.Draw(400, 1);
    private static readonly Table Holdout = People.Draw(300, 2);

    /// <summary>Synthetic rows with copies, so that there are vulnerable records, and lost relations.</summary>
    private static readonly Table Synthetic = Train.First(40).Then(People.Shuffled(People.Draw(360, 3), 4));

    [Fact]
    public void A_report_is_the_same()
    {
        var report = People.Evaluate(Train, Holdout, Synthetic);
        string[] found = Records(report, Train);
        Assert.NotEmpty(found);
        var orders = Reordered.Of(Train).Zip(Reordered.Of(Holdout), Reordered.Of(Synthetic));
        foreach (var (train, holdout, synthetic) in orders)
        {
            var again = People.Evaluate(train, holdout, synthetic);
            Assert.Equal(Text(report), Text(again));
            Assert.Equal(found, Records(again, train));
        }
    }

    [Fact]
    public void Drift_is_the_same()
    {
        string found = Drift(Train, Synthetic);
        foreach (var (train, fresh) in Reordered.Of(Train).Zip(Reordered.Of(Synthetic)))
        {
            Assert.Equal(found, Drift(train, fresh));
        }

        static string Drift(Table train, Table fresh) => Text(DriftTests.Compare(train, fresh));
    }

    [Fact]
    public void A_comparison_of_generators_is_the_same()
    {
        string found = Judged(Train, Holdout, Synthetic);
        var orders = Reordered.Of(Train).Zip(Reordered.Of(Holdout), Reordered.Of(Synthetic));
        foreach (var (train, holdout, synthetic) in orders)
        {
            Assert.Equal(found, Judged(train, holdout, synthetic));
        }

        static string Judged(Table train, Table validation, Table synthetic) =>
            Text(
                new CandidateEvaluator(People.Schema, train, validation, null, 1, CancellationToken.None).Of(
                    synthetic,
                    CancellationToken.None
                )
            );
    }

    /// <summary>The vulnerable records by their keys, which stand for the rows in every order.</summary>
    private static string[] Records(EvaluationReport report, Table train) =>
        [
            .. report
                .Vulnerable.Select(record => $"{train.Levels("id")[record.Row - 1]} {record.Why} {record.Score}")
                .Order(),
        ];

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Json.Indented);
}
