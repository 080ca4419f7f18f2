namespace AethergenAI.Seeding;

internal static class SeedRefusals
{
    /// <param name="needed">The fewest rows that leave enough to learn from.</param>
    internal static RefusedException TooFewRows(int needed) =>
        new(
            RefusalKind.Invalid,
            "seed.too-few-rows",
            $"The seed has fewer than the {needed:N0} rows that are needed to learn from and to measure with. "
                + "Add rows to the seed."
        );

    /// <param name="needed">The fewest rows to learn from.</param>
    internal static RefusedException UnevenSplit(ulong seed, int needed) =>
        new(
            RefusalKind.Invalid,
            "seed.uneven-split",
            $"Rows are held out at random, and with the random seed {seed} the split leaves fewer than "
                + $"{needed:N0} rows to learn from, or none to measure with. "
                + "Add rows to the seed, name a holdout file, or change the recipe's random seed."
        );
}
