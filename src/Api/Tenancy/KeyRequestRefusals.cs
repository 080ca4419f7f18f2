namespace AethergenAI.Api.Tenancy;

internal static class KeyRequestRefusals
{
    internal static RefusedException OwnersKey() =>
        new(
            RefusalKind.Invalid,
            "key.owner",
            "A key cannot be an owner: only a person may manage members, keys and budgets. Choose engineer, analyst or "
                + "reviewer."
        );

    internal static RefusedException Ended(string name) =>
        new(
            RefusalKind.Conflict,
            "key.ended",
            $"The key '{name}' was ended, so its secret cannot be replaced. Make a new key."
        );
}
