using AethergenAI.Evaluation;
using AethergenAI.Generation;
using AethergenAI.Seeding;
using AethergenAI.Tables;

namespace AethergenAI.Pipeline;

/// <summary>Checks a data set before a run, so that its trials are not refused one by one.</summary>
internal static class RealDataCheck
{
    /// <param name="holdout">Null if it is split off the seed.</param>
    /// <param name="share">The share of the seed that is then held out.</param>
    /// <exception cref="RefusedException">There are too few rows or numbers that are too large, or the holdout
    /// overlaps the seed.</exception>
    internal static void Require(Schema schema, Table seed, Table? holdout, double share)
    {
        int needed = holdout is null ? Needed(share) : FitRequest.MinRows;
        if (seed.RowCount < needed)
        {
            throw SeedRefusals.TooFewRows(needed);
        }
        FarNumbers.Refuse(schema, seed, "seed");
        if (holdout is null)
        {
            return;
        }
        if (holdout.RowCount == 0)
        {
            throw EvaluationRefusals.NoRows("holdout");
        }
        HoldoutOverlap.Refuse(schema, seed, holdout);
    }

    // The fewest rows that can be expected to leave enough to learn from beside the holdout.
    private static int Needed(double share) => (int)Math.Ceiling(FitRequest.MinRows / (1 - share));
}
