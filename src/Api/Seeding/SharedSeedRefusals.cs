namespace AethergenAI.Api.Seeding;

internal static class SharedSeedRefusals
{
    internal static RefusedException WithoutSeed() =>
        new(
            RefusalKind.Invalid,
            "seed.which-people",
            "You answered that the rows are of the same people as those of another seed, but not which seed. Choose "
                + "an earlier seed that shares rows."
        );
}
