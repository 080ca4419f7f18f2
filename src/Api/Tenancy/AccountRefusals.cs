namespace AethergenAI.Api.Tenancy;

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
        new(RefusalKind.NotFound, "not-found", "There is no such session of yours, or it has ended already.");
}
