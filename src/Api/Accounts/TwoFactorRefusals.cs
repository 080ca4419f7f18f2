namespace AethergenAI.Api.Accounts;

internal static class TwoFactorRefusals
{
    internal const string CodeNeeded = "sign-in.code-needed";

    internal const string CodeNeededWords =
        "The password is right. Enter the code that your authenticator app shows, or a recovery code.";

    internal static RefusedException BadCode() =>
        new(
            RefusalKind.Unauthenticated,
            "sign-in.bad-code",
            "The code is wrong, too old or was used already, or the account is locked for five minutes after five "
                + "wrong ones. Wait for the next code and enter it, or use a recovery code."
        );

    internal static RefusedException StartAgain() =>
        new(
            RefusalKind.Unauthenticated,
            "sign-in.start-again",
            "The password was entered too long ago. Enter it again, and then the code."
        );

    internal static RefusedException NeedsPassword() =>
        new(
            RefusalKind.Conflict,
            "two-factor.needs-password",
            "A code is asked for after the password, and you have no password. Set one first; a passkey needs no code."
        );

    internal static RefusedException On() =>
        new(RefusalKind.Conflict, "two-factor.on", "Two-step sign-in is on already. Turn it off to set it up anew.");

    internal static RefusedException Off() =>
        new(RefusalKind.Conflict, "two-factor.off", "Two-step sign-in is off. Set it up first.");

    internal static RefusedException NotConfirmed() =>
        new(
            RefusalKind.Invalid,
            "two-factor.bad-code",
            "The code is wrong, too old or was used already. Check the clock of your device, and enter the next code."
        );

    internal static RefusedException NotProven() =>
        new(
            RefusalKind.Invalid,
            "two-factor.not-proven",
            "The password or code is wrong, or the account is locked for five minutes after five wrong ones. Try again."
        );
}
