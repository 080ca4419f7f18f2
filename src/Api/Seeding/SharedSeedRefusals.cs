namespace AethergenAI.Api.Seeding;

internal static class SharedSeedRefusals
{
    internal static RefusedException WithoutSeed() =>
        new(
            RefusalKind.Invalid,
            "seed.which-people",
            "The rows are to be of the same people as another seed's, and 'seedId' does not say which. "
                + "Give the id of an earlier seed that shares rows."
        );
}
