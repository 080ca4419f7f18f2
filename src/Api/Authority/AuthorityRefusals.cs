namespace AethergenAI.Api.Authority;

internal static class AuthorityRefusals
{
    internal static RefusedException Unreadable() =>
        new(
            RefusalKind.Invalid,
            "request.invalid",
            "The form cannot be read: a field is too long, or holds a character that no field may hold. Shorten the "
                + "field or remove the character, and send the form again."
        );

    internal static RefusedException NotEncrypted() =>
        new(
            RefusalKind.Invalid,
            "authority.not-encrypted",
            "Tokens are given out over https only, or on this machine. Use the https address of this server."
        );
}
