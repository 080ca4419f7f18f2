using System.Globalization;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Gates;

/// <summary>A sentence of a report, and when it is true.</summary>
/// <param name="When">The condition in words, for the documentation.</param>
/// <param name="Holds">The condition. A report shows the first sentence of a gate whose condition holds.</param>
internal sealed record GateSentence(
    string Gate,
    Verdict Verdict,
    string When,
    Func<GateFigures, bool> Holds,
    Func<GateFigures, string> Words
);

/// <summary>
/// Everything that a report's verdict can say. A table fails only if a 95 % interval lies wholly outside what is
/// allowed, and passes only if one lies wholly inside. "All attacks pass" needs no correction for their number: it is
/// claimed only if each attack passes at its own level (an intersection–union test, Berger 1982,
/// <see href="https://doi.org/10.1080/00401706.1982.10487790"/>).
/// </summary>
internal static class GateSentences
{
    public const double MarginOfValidity = 0.01,
        MinAboveChance = 0.8,
        MaxDetected = 0.6;

    public static readonly IReadOnlyList<string> Order = ["not-a-copy", "private", "useful", "valid", "faithful"];

    public static readonly IReadOnlyList<GateSentence> All =
    [
        .. OfAttacks("not-a-copy", "the copy checks", judged => judged.Copies),
        .. OfAttacks("private", "the attacks", judged => judged.OnPeople),
        new(
            "useful",
            Verdict.Fail,
            "A class of the target that real rows have is not among the synthetic rows, and chance does not explain it",
            judged => judged.Utility.LostClasses.Count > 0,
            judged =>
                $"Not useful: of the target's classes, {Quoted(judged.Utility.LostClasses)} "
                + "is in the real rows and not in these."
        ),
        new(
            "useful",
            Verdict.Fail,
            "No model can be trained on the synthetic rows, though there are enough of them",
            judged => judged.Utility.Unlearnable is not null,
            judged =>
                $"Not useful: no model can learn the target from these rows, because {judged.Utility.Unlearnable}."
        ),
        new(
            "useful",
            Verdict.NotMeasured,
            "The ratio, or its part above chance, was not measured",
            judged => judged.Kpi.Verdict == Verdict.NotMeasured || judged.AboveChance?.Interval is null,
            _ => "Usefulness was not measured."
        ),
        new(
            "useful",
            Verdict.Fail,
            "The ratio's upper end is below .90, or that of the part above chance below .80",
            judged => judged.Kpi.Verdict == Verdict.Fail || judged.AboveChance!.Interval!.High < MinAboveChance,
            judged =>
                $"Not useful enough: models trained on these rows keep {Share(judged.AboveChance!.Value)} of what real "
                + $"rows teach beyond guessing ({Share(judged.Kpi.Value)} of the whole score); "
                + "80 % beyond guessing and 90 % of the score are needed."
        ),
        new(
            "useful",
            Verdict.Underpowered,
            "The ratio's interval includes .90, or the lower 95 % bound of the part above chance is below .80",
            judged => judged.Kpi.Verdict == Verdict.Underpowered || judged.LeastAboveChance < MinAboveChance,
            judged =>
                "Too few rows to judge usefulness: models trained on these rows keep "
                + $"{Share(judged.AboveChance!.Interval!.Low)} to {Share(judged.AboveChance.Interval.High)} of what "
                + "real rows teach beyond guessing, and 80 % are needed."
                + Enough(judged, judged.AboveChance.Interval, 1 - MinAboveChance, SpecialFunctions.Normal95)
        ),
        new(
            "useful",
            Verdict.Pass,
            "The ratio's lower end is at least .90, and the lower 95 % bound of the part above chance at least .80",
            _ => true,
            judged =>
                $"Useful: models trained on these rows keep at least {Share(judged.LeastAboveChance)} of "
                + "what real rows teach beyond guessing, at 95 %."
        ),
        new(
            "valid",
            Verdict.Fail,
            "The interval of the difference between synthetic and holdout rows that break a rule lies above one point",
            judged => judged.Extra.Low > MarginOfValidity,
            judged =>
                $"Not valid: {Percent(1 - judged.Validity.Value)} of the rows break a constraint or lie outside a "
                + $"column's domain, {Percent(1 - judged.Validity.Reference)} of real rows do; "
                + $"the difference is at least {Points(judged.Extra.Low)} points, and one is allowed."
        ),
        new(
            "valid",
            Verdict.Underpowered,
            "That interval includes one point",
            judged => judged.Extra.High > MarginOfValidity,
            judged =>
                "Too few rows to judge whether the rules of the schema are kept: between "
                + $"{Points(judged.Extra.Low)} and {Points(judged.Extra.High)} points more rows break one than real "
                + "rows do, and one is allowed."
                + Enough(judged, judged.Extra, MarginOfValidity, SpecialFunctions.Normal975)
        ),
        new(
            "valid",
            Verdict.Pass,
            "That interval lies below one point",
            _ => true,
            judged =>
                $"Valid: at most {Points(Math.Max(0, judged.Extra.High))} points more rows than real ones break a "
                + "rule, at 95 %."
        ),
        new(
            "faithful",
            Verdict.Fail,
            "The lower end of the detection area is above .60",
            judged => judged.Detection?.Interval?.Low > MaxDetected,
            judged =>
                $"Not faithful: boosted trees tell these rows from real ones with an area of "
                + $"{Two(judged.Detection!.Value)}, at least {Two(judged.Detection.Interval!.Low)}; "
                + "fresh real rows get 0.50, and 0.60 is allowed."
        ),
        new(
            "faithful",
            Verdict.Fail,
            "A column's interval lies more than 5 points below its reference, a pair's or a group's more than 10",
            judged => judged.Furthest is not null,
            judged =>
                $"Not faithful: {judged.Furthest!.What} is at least {Points(judged.Furthest.Least)} points less like "
                + $"the real one than fresh rows are, and {Points(judged.Furthest.Allowed)} are allowed."
        ),
        new(
            "faithful",
            Verdict.NotMeasured,
            "The detector was not run",
            judged => judged.Detection?.Interval is null,
            _ => "Whether models can tell the rows from real ones was not measured."
        ),
        new(
            "faithful",
            Verdict.Underpowered,
            "The interval of the detection area includes .60",
            judged => judged.Detection!.Interval!.High > MaxDetected,
            judged =>
                "Too few rows to judge whether a model can tell them from real ones: the area lies between "
                + $"{Two(judged.Detection!.Interval!.Low)} and {Two(judged.Detection.Interval.High)}, "
                + "and 0.60 is allowed."
                + Enough(judged, judged.Detection.Interval, MaxDetected - 0.5, SpecialFunctions.Normal975)
        ),
        new(
            "faithful",
            Verdict.Pass,
            "The upper end of the detection area is at most .60, and no column, pair or group falls short",
            _ => true,
            judged =>
                "Faithful: boosted trees tell these rows from real ones with an area of at most "
                + $"{Two(judged.Detection!.Interval!.High)}, at 95 %."
        ),
    ];

    private static IEnumerable<GateSentence> OfAttacks(
        string gate,
        string checks,
        Func<GateFigures, IReadOnlyList<Attack>> of
    ) =>
        [
            new(
                gate,
                Verdict.Fail,
                $"One of {checks} gains more than its limit, at a level corrected for the number of them",
                judged => of(judged).Any(attack => attack.Verdict == Verdict.Fail),
                judged =>
                    $"Do not share these rows: {Names(of(judged), Verdict.Fail)} found more of the seed in them "
                    + "than chance allows."
            ),
            new(
                gate,
                Verdict.Invalid,
                "None of them found a planted leak",
                judged => judged.Blind,
                _ =>
                    "The attacks missed seed rows that were planted on purpose. "
                    + "That they find no other leak therefore proves nothing."
            ),
            new(
                gate,
                Verdict.Underpowered,
                "There are too few rows to test whether they would find a planted leak",
                judged => judged.SelfTest?.Outcome == Verdict.NotMeasured,
                judged =>
                    "Too few rows to test whether the attacks would find copies of seed rows."
                    + (judged.SelfTest!.RowsNeeded is { } rows ? $" With about {Count(rows)} it could be tested." : "")
            ),
            new(
                gate,
                Verdict.NotMeasured,
                $"None of {checks} was run",
                judged => of(judged).Count == 0,
                _ => $"None of {checks} was run."
            ),
            new(
                gate,
                Verdict.Underpowered,
                $"One of {checks} has an upper 95 % bound above what is allowed",
                judged => of(judged).Any(attack => attack.Verdict == Verdict.Underpowered),
                judged =>
                    $"Too few rows to judge {Names(of(judged), Verdict.Underpowered)}: "
                    + $"the upper bound lies above what is allowed.{Decided(of(judged))}"
            ),
            new(
                gate,
                Verdict.Pass,
                $"All of {checks} have upper 95 % bounds below what is allowed: 5 points, and 10 for nearest record",
                _ => true,
                judged =>
                    $"None of {checks} gains more than 5 points over its result on rows that the generator never saw, "
                    + $"at 95 %.{Nearness(of(judged))}"
            ),
        ];

    private static string Nearness(IEnumerable<Attack> attacks) =>
        attacks.FirstOrDefault(attack => attack.Name == Replay.Nearest.Name)?.Gain is { } gain && gain.High >= 0.05
            ? $" At most {Points(gain.High)} points more rows than by chance lie nearer to a seed row; 10 are allowed."
            : "";

    private static string Decided(IEnumerable<Attack> attacks) =>
        attacks.Max(attack => attack.SampleSizeNeeded) is { } rows ? Passes(rows) : "";

    private static string Enough(GateFigures judged, Interval interval, double room, double z) =>
        judged.Rows == 0 ? "" : Passes(judged.Needed(interval, room, z));

    private static string Passes(int rows) =>
        $" With about {Count(rows)} rows of each table, one like fresh real rows passes in four of five cases.";

    private static string Count(int rows) => string.Create(CultureInfo.InvariantCulture, $"{rows:N0}");

    private static string Names(IEnumerable<Attack> attacks, Verdict verdict) =>
        string.Join(
            " and ",
            attacks
                .Where(attack => attack.Verdict == verdict)
                .Select(attack => MeasureCatalogue.TitleOf($"privacy.{attack.Name}").ToLowerInvariant())
        );

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static string Share(double? value) => string.Create(CultureInfo.InvariantCulture, $"{100 * value:0} %");

    private static string Percent(double? value) => string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.0} %");

    private static string Points(double value) => string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.0}");

    private static string Two(double? value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.00}");
}
