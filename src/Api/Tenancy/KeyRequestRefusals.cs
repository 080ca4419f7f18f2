namespace AethergenAI.Api.Tenancy;

internal static class KeyRequestRefusals
{
    internal static RefusedException OwnersKey() =>
        new(
            RefusalKind.Invalid,
            "key.owner",
            "A key cannot be an owner: members, keys and budgets are for people. Choose engineer, analyst or reviewer."
        );

    internal static RefusedException Ended(string name) =>
        new(RefusalKind.Conflict, "key.ended", $"The key '{name}' was ended. Make a new one.");
}
