namespace AethergenAI.Generation.Choice;

/// <summary>Chooses one of the generators that were tried.</summary>
public static class ChoiceRule
{
    /// <summary>The largest share of rows nearer to the train rows that does not count as a replay.</summary>
    internal const double ToleratedShare = 0.52;

    public const string Words =
        "The smallest (1 − utility) + (detection − ½) among the generators that do not replay their seed "
        + "(share of nearer rows at most 0.52 within its 95 % interval). If all of them replay it, "
        + "the one with the smallest share. If several are equal, the one named first.";

    /// <returns>Null if no candidate was judged.</returns>
    public static Candidate? Choose(IReadOnlyList<Candidate> candidates)
    {
        Candidate[] judged = [.. candidates.Where(candidate => candidate.Loss is not null)];
        Candidate[] honest = [.. judged.Where(candidate => candidate.Replays == false)];
        return honest.Length > 0
            ? honest.MinBy(candidate => candidate.Loss)
            : judged.MinBy(candidate => candidate.NearerShare);
    }
}
