namespace AethergenAI.Api.Accounts;

internal static class AccountRefusals
{
    internal static RefusedException BadLink() =>
        new(
            RefusalKind.Unauthenticated,
            "sign-in.bad-link",
            "This sign-in link is not valid: it is incomplete, or the system has been restarted since. "
                + "Use the link that was printed at the latest start."
        );

    internal static RefusedException BadPassword() =>
        new(
            RefusalKind.Unauthenticated,
            "sign-in.bad-password",
            "The e-mail address or the password is wrong, or the account is locked for five minutes after five "
                + "wrong passwords. Try again, or use the printed sign-in link."
        );

    internal static RefusedException NotForPrograms() =>
        new(
            RefusalKind.Forbidden,
            "forbidden",
            "A key or token cannot do this: it is for a person at a browser. Sign in to the web app."
        );

    internal static RefusedException Gone() =>
        new(
            RefusalKind.Unauthenticated,
            "sign-in.required",
            "This account is no longer a member of any organisation. Sign in with another account."
        );

    internal static RefusedException PasswordNotSet(IEnumerable<string> reasons) =>
        new(
            RefusalKind.Invalid,
            "account.password-refused",
            $"The password was not changed: {string.Join(' ', reasons)}"
        );

    internal static RefusedException NoSession() =>
        new(RefusalKind.NotFound, "not-found", "You have no such session, or it has ended already. Reload the page.");

    internal static RefusedException BadPasskey() =>
        new(
            RefusalKind.Unauthenticated,
            "sign-in.bad-passkey",
            "This passkey does not sign in here: it was removed, it belongs to another site, or the page was open for "
                + "too long. Try again, or sign in another way."
        );

    internal static RefusedException PasskeyNotAdded(string why) =>
        new(RefusalKind.Invalid, "passkey.refused", $"The passkey was not added: {why} Try again.");

    internal static RefusedException TooManyPasskeys(int most) =>
        new(
            RefusalKind.Conflict,
            "passkey.too-many",
            $"You have {most} passkeys, which is the limit. Remove one that you no longer use."
        );

    internal static RefusedException NoPasskey() =>
        new(RefusalKind.NotFound, "not-found", "You have no such passkey, or it was removed already. Reload the page.");

    internal static RefusedException LastWayToSignIn() =>
        new(
            RefusalKind.Conflict,
            "passkey.last-way",
            "This passkey is your only way to sign in. Add another one or set a password, and then remove it."
        );

    internal static RefusedException NoMail() =>
        new(
            RefusalKind.Conflict,
            "sign-in.no-mail",
            "This server sends no letters to people who forgot their password. Sign in with a passkey, or ask whoever "
                + "runs the server."
        );

    internal static RefusedException BadResetLink() =>
        new(
            RefusalKind.Invalid,
            "sign-in.bad-reset-link",
            "This link is incomplete, older than an hour or used already. Ask for a new one on the sign-in page."
        );
}
