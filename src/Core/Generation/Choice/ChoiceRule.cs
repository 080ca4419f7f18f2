namespace AethergenAI.Generation.Choice;

/// <summary>Chooses one of the generators that were tried.</summary>
public static class ChoiceRule
{
    /// <summary>
    /// How much larger than that of shuffled columns the share of nearer rows may be without being a replay.
    /// </summary>
    internal const double ToleratedExcess = 0.02;

    /// <summary>Losses that are this near to each other are alike.</summary>
    private const double Alike = 0.01;

    /// <summary>After the first split, generators whose loss is larger by this are given up.</summary>
    private const double Hopeless = 0.25;

    public const string Words =
        "The smallest (1 − utility) + (detection − ½), means over the splits, among the generators that do not "
        + "replay their seed (share of nearer rows above that of independent columns by 0.02 or less, within its 95 % "
        + "interval). If all of them replay it, the one with the smallest share. Of those within 0.01 of the "
        + "smallest, the one named first.";

    /// <returns>Null if no candidate was judged.</returns>
    public static Candidate? Choose(IReadOnlyList<Candidate> candidates)
    {
        Candidate[] judged = [.. candidates.Where(candidate => candidate.Loss is not null)];
        Candidate[] honest = [.. judged.Where(candidate => candidate.Replays == false)];
        return honest.Length > 0
            ? honest.First(candidate => candidate.Loss <= honest.Min(other => other.Loss) + Alike)
            : judged.MinBy(candidate => candidate.NearerShare);
    }

    /// <returns>Whether further splits could still make the candidate the chosen one.</returns>
    public static bool Contends(Candidate candidate, IReadOnlyList<Candidate> candidates) =>
        candidate.Loss is { } loss && loss <= candidates.Min(other => other.Loss ?? double.PositiveInfinity) + Hopeless;
}
