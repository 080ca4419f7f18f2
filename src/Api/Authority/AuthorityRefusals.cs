namespace AethergenAI.Api.Authority;

internal static class AuthorityRefusals
{
    internal static RefusedException NotEncrypted() =>
        new(
            RefusalKind.Invalid,
            "authority.not-encrypted",
            "Tokens are given out over https only, or on this machine. Use the https address of this server."
        );
}
