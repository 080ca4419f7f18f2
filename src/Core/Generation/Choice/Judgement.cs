using AethergenAI.Statistics;

namespace AethergenAI.Generation.Choice;

/// <summary>What one split of the seed shows of a generator.</summary>
/// <param name="Utility">See <see cref="Candidate.Utility"/>.</param>
/// <param name="Detection">See <see cref="Candidate.Detection"/>.</param>
/// <param name="NearerShare">See <see cref="Candidate.NearerShare"/>.</param>
/// <param name="Excess">The nearer share less that of the train rows with every column shuffled.</param>
/// <param name="ExcessError">The standard error of <paramref name="Excess"/>.</param>
public sealed record Judgement(double? Utility, double Detection, double NearerShare, double Excess, double ExcessError)
{
    internal double Loss => 1 - (Utility ?? 1) + (Detection - 0.5);

    /// <summary>The means over the splits. Splits label the rows anew, so their errors are independent.</summary>
    /// <param name="judgements">Of one generator, at least one.</param>
    public static Candidate Mean(string generator, double seconds, IReadOnlyList<Judgement> judgements)
    {
        double excess = judgements.Average(judged => judged.Excess),
            error = Math.Sqrt(judgements.Sum(judged => judged.ExcessError * judged.ExcessError)) / judgements.Count;
        var interval = new Interval(excess - (1.96 * error), excess + (1.96 * error));
        return new Candidate(generator, seconds)
        {
            Utility = judgements.Average(judged => judged.Utility),
            Detection = judgements.Average(judged => judged.Detection),
            NearerShare = judgements.Average(judged => judged.NearerShare),
            Excess = excess,
            ExcessInterval = interval,
            Splits = judgements.Count,
            Replays = interval.Low > ChoiceRule.ToleratedExcess,
            Loss = judgements.Average(judged => judged.Loss),
        };
    }
}
