namespace AethergenAI.Tenancy;

internal static class InvitationRefusals
{
    internal static RefusedException Closed(InvitationState state) =>
        state switch
        {
            InvitationState.Accepted => new(
                RefusalKind.Conflict,
                "invitation.used",
                "This invitation was accepted already. If it was you, sign in; otherwise ask for a new one."
            ),
            InvitationState.Withdrawn => new(
                RefusalKind.Conflict,
                "invitation.withdrawn",
                "This invitation was withdrawn. Ask the owner of the organisation for a new one."
            ),
            _ => new(
                RefusalKind.Conflict,
                "invitation.expired",
                "This invitation has expired: it lasts seven days. Ask the owner of the organisation for a new one."
            ),
        };
}
