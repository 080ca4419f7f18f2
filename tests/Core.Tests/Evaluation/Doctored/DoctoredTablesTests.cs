using AethergenAI.Evaluation;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Doctored;

/// <summary>
/// What every measure says of tables that are wrong in a known way: 1,500 seed rows, 1,000 holdout rows, 1,500 rows
/// made from the seed or from fresh rows.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class DoctoredTablesTests
{
    private static readonly Table Seed = People.Draw(1_500, 1),
        Holdout = People.Draw(1_000, 2),
        Fresh = People.Draw(1_500, 3);

    /// <summary>
    /// For each table the figures whose 95 % interval lies on the worse side of the reference. No other figure has to
    /// see the defect, and none may find the table better than real rows.
    /// </summary>
    public static TheoryData<string, string[]> Defects =>
        new()
        {
            { "fresh", [] },
            { "replay", ["novelty", "authenticity"] },
            { "half replay", ["novelty", "authenticity"] },
            { "perturbed 5 %", ["novelty", "authenticity", "constraint-validity", "precision"] },
            {
                "perturbed 20 %",
                [
                    "novelty",
                    "pair-trends",
                    "mutual-information",
                    "three-way",
                    "missingness",
                    "constraint-validity",
                    "precision",
                    "density",
                    "detection-auc",
                    "detection-auc-derived",
                ]
            },
            {
                "perturbed 50 %",
                [
                    "novelty",
                    "pair-trends",
                    "mutual-information",
                    "three-way",
                    "missingness",
                    "constraint-validity",
                    "precision",
                    "density",
                    "coverage",
                    "detection-auc",
                    "detection-auc-derived",
                    "ratio",
                    "ratio-above-chance",
                ]
            },
            {
                "shuffled",
                [
                    "pair-trends",
                    "mutual-information",
                    "three-way",
                    "missingness",
                    "subgroups",
                    "constraint-validity",
                    "precision",
                    "density",
                    "coverage",
                    "beta-recall",
                    "detection-auc",
                    "detection-auc-derived",
                    "tstr",
                    "ratio",
                    "ratio-above-chance",
                ]
            },
            {
                "mode collapse",
                [
                    "column-shapes",
                    "pair-trends",
                    "mutual-information",
                    "three-way",
                    "subgroups",
                    "recall",
                    "coverage",
                    "alpha-precision",
                    "beta-recall",
                    "detection-auc",
                    "detection-auc-linear",
                    "detection-auc-derived",
                    "collapse-risk",
                ]
            },
            {
                "noise",
                [
                    "column-shapes",
                    "mutual-information",
                    "three-way",
                    "subgroups",
                    "constraint-validity",
                    "precision",
                    "recall",
                    "density",
                    "coverage",
                    "alpha-precision",
                    "beta-recall",
                    "detection-auc",
                    "detection-auc-derived",
                ]
            },
            {
                "lost class",
                [
                    "column-shapes",
                    "pair-trends",
                    "mutual-information",
                    "three-way",
                    "subgroups",
                    "recall",
                    "coverage",
                    "alpha-precision",
                    "beta-recall",
                    "detection-auc",
                    "detection-auc-linear",
                    "detection-auc-derived",
                    "collapse-risk",
                ]
            },
            {
                "shifted unit",
                ["column-shapes", "three-way", "detection-auc", "detection-auc-linear", "detection-auc-derived"]
            },
        };

    // A figure of fresh rows lies on either side of its reference for sure in one case in forty; "fresh" therefore
    // names none that must, and no table may have one that lies on the better side by more than chance explains:
    // 4 standard errors of the difference of two figures, each with the interval's half width h = 1.96 errors,
    // are 4·√2·h/1.96 = 2.9·h.
    [Theory]
    [MemberData(nameof(Defects))]
    public void Every_figure_says_what_is_wrong_and_none_finds_a_wrong_table_better_than_real_rows(
        string name,
        string[] worse
    )
    {
        var report = Evaluated(name);
        var readings = Readings.Of(report);
        Assert.All(worse, figure => Assert.True(readings.Single(one => one.Name == figure).IsWorse, $"{figure}"));
        // They do not ask whether rows are like real ones: being unlike the seed is no virtue beyond what fresh rows
        // have.
        string[] aboutCopies = ["novelty", "authenticity"];
        Assert.All(readings.Where(one => !aboutCopies.Contains(one.Name)), one =>
            Assert.True(one.Better <= 2.9 * one.Half + 1e-9, $"{one}")
        );
    }

    /// <summary>The attacks that find each table, and the gates that it fails.</summary>
    [Theory]
    [InlineData("fresh", "", "")]
    [InlineData(
        "replay",
        "exact-copies near-copies nearest-record membership-inference linkability",
        "not-a-copy private"
    )]
    [InlineData("half replay", "exact-copies near-copies nearest-record membership-inference", "not-a-copy private")]
    [InlineData(
        "perturbed 5 %",
        "exact-copies near-copies nearest-record membership-inference",
        "not-a-copy private valid"
    )]
    [InlineData(
        "perturbed 20 %",
        "exact-copies near-copies nearest-record membership-inference",
        "not-a-copy private valid"
    )]
    [InlineData("perturbed 50 %", "exact-copies near-copies", "not-a-copy valid faithful useful")]
    [InlineData("shuffled", "", "valid faithful useful")]
    [InlineData("mode collapse", "", "faithful")]
    [InlineData("noise", "", "valid faithful")]
    [InlineData("lost class", "", "faithful useful")]
    [InlineData("shifted unit", "", "faithful")]
    public void Attacks_find_what_was_copied_and_gates_what_is_wrong(string name, string found, string gates)
    {
        var report = Evaluated(name);
        string[] failed =
        [
            .. report.Privacy.Attacks.Where(attack => attack.Verdict == Verdict.Fail).Select(attack => attack.Name),
        ];
        string[] expected = found.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Empty(expected.Except(failed));
        Assert.Equal(expected.Length == 0, failed.Length == 0);
        string[] fails = [.. report.Gates.Where(gate => gate.Verdict == Verdict.Fail).Select(gate => gate.Name)];
        string[] must = gates.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Empty(must.Except(fails));
        Assert.Equal(must.Length > 0, report.Verdict.Outcome == Verdict.Fail);
        Assert.Equal(must.Contains("not-a-copy"), fails.Contains("not-a-copy"));
        // Nothing reassuring stands under a failed verdict.
        Assert.False(
            report.Verdict.Outcome == Verdict.Fail
                && report.Dial.Advice.EndsWith("within sampling error.", StringComparison.Ordinal)
        );
        Assert.Equal(must.Contains("not-a-copy") && report.Dial.Interval!.Low == 0, Repeats(report));
    }

    private static bool Repeats(EvaluationReport report) =>
        report.Dial.Advice.StartsWith("These rows repeat seed rows", StringComparison.Ordinal);

    private static EvaluationReport Evaluated(string name) =>
        Reports
            .GetOrAdd(name, _ => new Lazy<EvaluationReport>(() => People.Evaluate(Seed, Holdout, Tables(name))))
            .Value;

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<EvaluationReport>> Reports =
        new();

    private static Table Tables(string name) =>
        name switch
        {
            "fresh" => Fresh,
            "replay" => Doctor.Replay(Seed, 4),
            "half replay" => Doctor.PartReplay(Seed, Fresh, 0.5),
            "perturbed 5 %" => Doctor.Perturbed(Seed, 0.05, 4),
            "perturbed 20 %" => Doctor.Perturbed(Seed, 0.2, 4),
            "perturbed 50 %" => Doctor.Perturbed(Seed, 0.5, 4),
            "shuffled" => People.Shuffled(Fresh, 4),
            "mode collapse" => Doctor.Collapsed(Fresh, 0.02),
            "noise" => Doctor.Noisy(Fresh, 0.1, 4),
            "lost class" => Doctor.LostClass(Fresh),
            "shifted unit" => Doctor.ShiftedUnit(Fresh, 1.6),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
}
