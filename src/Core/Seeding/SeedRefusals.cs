namespace AethergenAI.Seeding;

internal static class SeedRefusals
{
    internal static RefusedException TooFewRows(int rows) =>
        new(
            RefusalKind.Invalid,
            "seed.too-few-rows",
            $"The seed has {rows} row(s), but splitting off a holdout needs at least two. Add rows to the seed, "
                + "or give a holdout file."
        );
}
