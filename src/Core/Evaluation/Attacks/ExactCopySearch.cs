namespace AethergenAI.Evaluation.Attacks;

/// <summary>What the search for exact copies counts.</summary>
/// <param name="Rows">Of the synthetic table.</param>
/// <param name="Scale">All seed rows divided by those that were compared.</param>
/// <param name="Told">The share of seed rows of which a copy counts: the row was compared and no holdout row equals it.
/// </param>
internal sealed record ExactCopySearch(Tally Found, int Rows, double Scale, double Told)
{
    // One-sided, 1 %: how rarely a test that can be run may call working attacks blind.
    private const double FalselyBlind = 2.3263478740408408;

    public ExcessSuccess Excess => Found.Difference(Rows, Scale);

    /// <summary>Whether rows are found in both by chance, so that copies hide among them.</summary>
    public bool Repeats => Found.Train + Found.Holdout > 0;

    /// <summary>
    /// Whether copies that are planted in this table are found for sure: in at least 99 % of the draws of the rows that
    /// are planted and of those that they replace. Copies of rows that the holdout has too do not count, and what
    /// chance has put into the table may hide the others.
    /// </summary>
    /// <param name="copies">How many seed rows are planted, word for word.</param>
    /// <param name="design">The design effect of the search once they are planted.</param>
    /// <param name="times">How many times as many rows there are, in a table that is otherwise like this one.</param>
    public bool WouldFind(int copies, double design, double times = 1)
    {
        double share = (double)copies / Rows,
            rows = times * Rows,
            train = times * Found.Train * (1 - share),
            holdout = times * Found.Holdout * (1 - share),
            planted = times * copies,
            byChance = Found.Design * times * (Found.Train + Found.Holdout) * share * (1 - share),
            spread = Math.Sqrt((planted * Told * (1 - Told)) + byChance),
            fewest = train + (planted * Told) - (FalselyBlind * spread),
            draws = Math.Max(1, rows / design);
        if (fewest <= holdout || fewest / design > draws)
        {
            return false;
        }
        var difference = Tally.Exclusive(fewest / design, holdout / design, draws);
        double estimate = (fewest - holdout) / rows;
        return AttackGates.Lower(estimate * Scale, difference.Low * Scale) > AttackSuite.CopyLimit;
    }

    /// <summary>
    /// With how many synthetic rows copies would be found for sure, roughly; null where a million would not do.
    /// </summary>
    public int? RowsNeeded(int copies, double design)
    {
        const double Step = 1.1,
            MaxRows = 1e6;
        for (double times = Step; times * Rows <= MaxRows; times *= Step)
        {
            if (WouldFind(copies, design, times))
            {
                return (int)Math.Ceiling(times * Rows);
            }
        }
        return null;
    }
}
