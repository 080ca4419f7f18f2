namespace AethergenAI.Api.Seeding;

internal static class SharedSeedRefusals
{
    internal static RefusedException WithoutSeed() =>
        new(
            RefusalKind.Invalid,
            "seed.which-people",
            "The answer says that the rows are of the same people as those of another seed, but not of which seed. "
                + "Name an earlier seed that shares rows."
        );
}
