namespace AethergenAI.Generation.Choice;

/// <summary>Which of the generators that were tried is taken.</summary>
public static class ChoiceRule
{
    /// <summary>The greatest share of rows nearer to the train rows that is not called a replay.</summary>
    internal const double ToleratedShare = 0.52;

    public const string Words =
        "The least (1 − utility) + (detection − ½) among those that do not replay their seed "
        + "(share of nearer rows at most 0.52 within its 95 % interval); where all do, "
        + "the one of the least share. Of equals the one named first.";

    /// <returns>Null where none was judged.</returns>
    public static Candidate? Choose(IReadOnlyList<Candidate> candidates)
    {
        Candidate[] judged = [.. candidates.Where(candidate => candidate.Loss is not null)];
        Candidate[] honest = [.. judged.Where(candidate => candidate.Replays == false)];
        return honest.Length > 0
            ? honest.MinBy(candidate => candidate.Loss)
            : judged.MinBy(candidate => candidate.NearerShare);
    }
}
