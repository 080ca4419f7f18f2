namespace AethergenAI.Seeding;

internal static class SeedRefusals
{
    /// <param name="needed">The fewest rows that leave enough to learn from.</param>
    internal static RefusedException TooFewRows(int rows, int needed) =>
        new(
            RefusalKind.Invalid,
            "seed.too-few-rows",
            $"The seed has {rows:N0} {(rows == 1 ? "row" : "rows")}, but at least {needed:N0} are needed to learn from "
                + "and to measure with. Add rows to the seed."
        );
}
