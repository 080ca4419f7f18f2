namespace AethergenAI.Api.SingleSignOn;

internal static class SingleSignOnRefusals
{
    internal static RefusedException UnknownDomain() =>
        new(
            RefusalKind.NotFound,
            "sso.unknown-domain",
            "No organisation here signs in elsewhere with addresses of this domain. Check the address, or sign in with "
                + "a password or passkey."
        );

    internal static RefusedException NotInThisSession() =>
        new(
            RefusalKind.Forbidden,
            "sso.not-in-this-session",
            "You signed in with your organisation, and this session is for that organisation alone. Sign out, and sign "
                + "in with a password or passkey to do this; “Forgot your password?” on the sign-in page sets a "
                + "password."
        );

    internal static RefusedException NoAuthority() =>
        new(
            RefusalKind.NotFound,
            "not-found",
            "Your organisation has no such authority, or it was removed meanwhile. Reload the page."
        );

    internal static RefusedException NotConnected() =>
        new(RefusalKind.NotFound, "not-found", "Your account is not connected to it. Reload the page.");

    internal static RefusedException LastWay() =>
        new(
            RefusalKind.Conflict,
            "sso.last-way",
            "This is your only way to sign in. Set a password or add a passkey first."
        );

    internal static RefusedException BadIssuer() =>
        new(
            RefusalKind.Invalid,
            "sso.bad-issuer",
            "The issuer must be an https address without user name, query and fragment, such as "
                + "https://login.example.org. Copy it from the authority's settings."
        );

    internal static RefusedException BadDomain() =>
        new(
            RefusalKind.Invalid,
            "sso.bad-domain",
            "The domain must be what stands after the @ of your people's addresses, such as example.org."
        );

    internal static RefusedException BadRole() =>
        new(
            RefusalKind.Invalid,
            "sso.bad-role",
            "New members can come as reviewer, analyst or engineer. Make somebody an owner on the page of members."
        );

    internal static RefusedException NeedsSecret() =>
        new(RefusalKind.Invalid, "sso.needs-secret", "Enter the client secret that the authority gave you.");

    internal static RefusedException DomainNotAllowed(string domain) =>
        new(
            RefusalKind.Forbidden,
            "sso.domain-not-allowed",
            $"Your organisation may not let {domain} sign in elsewhere yet: whoever could name any domain would decide "
                + "who its people are. Ask whoever runs this installation to allow it."
        );

    internal static RefusedException DomainTaken(string domain) =>
        new(
            RefusalKind.Conflict,
            "sso.domain-taken",
            $"People of {domain} sign in at another authority already. Change or remove that one first; if it is not "
                + "yours, ask whoever runs this installation."
        );

    internal static RefusedException TooMany(int most) =>
        new(
            RefusalKind.Conflict,
            "sso.too-many",
            $"Your organisation has {most} authorities, which is the limit. Remove one that is no longer used."
        );

    /// <summary>Why nobody can be sent to an authority.</summary>
    internal static RefusedException CannotUse(string code) => new(RefusalKind.Conflict, code, Words(code));

    /// <summary>What is wrong with an authority, and what to do.</summary>
    internal static string Words(string code) =>
        code switch
        {
            SignInProblem.PrivateAddress =>
                "The authority's address leads into a private network, and this installation asks only public "
                    + "addresses. Whoever runs the installation can allow private ones.",
            SignInProblem.WrongIssuer =>
                "The authority says that its issuer is another one than was entered here. Remove it, and add it with "
                    + "the issuer that its own description names.",
            SignInProblem.NoCodeFlow =>
                "The authority does not offer the code flow with a client secret in the request's body "
                    + "(client_secret_post). Allow both in its settings.",
            SignInProblem.NotEncrypted =>
                "The authority names an address without encryption. All its addresses must begin with https.",
            SignInProblem.SecretLost =>
                "The client secret can no longer be decrypted: this server's keys were replaced. An owner of the "
                    + "organisation has to enter it again.",
            _ => "The authority does not answer in time, or not with a description of itself. Check its address; if it "
                + "is right, try again later.",
        };
}
