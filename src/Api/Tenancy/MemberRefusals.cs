namespace AethergenAI.Api.Tenancy;

internal static class MemberRefusals
{
    internal static RefusedException NotFound() =>
        new(
            RefusalKind.NotFound,
            "not-found",
            "This person is not a member of the organisation, or was removed meanwhile. Reload the page."
        );

    internal static RefusedException LastOwner() =>
        new(
            RefusalKind.Conflict,
            "member.last-owner",
            "This is the only owner of the organisation, and an organisation needs one. Make another member an owner "
                + "first, or delete the organisation."
        );

    internal static RefusedException NoAddress(string text) =>
        new(
            RefusalKind.Invalid,
            "member.no-address",
            $"'{text}' is not an e-mail address that a letter can be sent to. Write it like ada@example.org."
        );

    internal static RefusedException TooManyInvitations(int most) =>
        new(
            RefusalKind.Conflict,
            "member.too-many-invitations",
            $"Your organisation has made {most} invitations within a day, and no more are allowed. "
                + "Invite more people tomorrow."
        );

    internal static RefusedException AlreadyMember(string email) =>
        new(
            RefusalKind.Conflict,
            "member.already",
            $"{email} is a member of the organisation already. To change the role, use the list of members."
        );

    internal static RefusedException BadInvitation() =>
        new(
            RefusalKind.NotFound,
            "invitation.unknown",
            "There is no such invitation. The link may be incomplete: open it from the e-mail again, or ask for a new "
                + "one."
        );

    internal static RefusedException ForSomeoneElse(string invited, string signedIn) =>
        new(
            RefusalKind.Conflict,
            "invitation.other-address",
            $"This invitation is for {invited}, and you are signed in as {signedIn}. Sign out, then open the link "
                + "again."
        );

    internal static RefusedException SignInFirst(string email) =>
        new(
            RefusalKind.Conflict,
            "invitation.sign-in-first",
            $"{email} has an account here. Sign in with it, then open the link again."
        );
}
