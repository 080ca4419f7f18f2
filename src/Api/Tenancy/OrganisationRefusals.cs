namespace AethergenAI.Api.Tenancy;

internal static class OrganisationRefusals
{
    internal static RefusedException NotAllowed() =>
        new(
            RefusalKind.Forbidden,
            "organisation.not-allowed",
            "On this server only the operator makes organisations. Ask the operator for one."
        );

    internal static RefusedException TooMany(int most) =>
        new(
            RefusalKind.Conflict,
            "organisation.too-many",
            $"You belong to {most} organisations, and no more are allowed. Leave or delete one that is not needed."
        );

    internal static RefusedException NotYours() =>
        new(
            RefusalKind.NotFound,
            "not-found",
            "You are not a member of this organisation, or were removed meanwhile. Reload the page."
        );

    internal static RefusedException WrongName() =>
        new(
            RefusalKind.Invalid,
            "organisation.wrong-name",
            "The name does not match, so nothing is deleted. Type the organisation's name exactly as it is written."
        );

    internal static RefusedException Ending(DateTimeOffset due) =>
        new(
            RefusalKind.Conflict,
            "organisation.ending",
            $"This organisation will be deleted on {due:yyyy-MM-dd}, so nothing in it can be changed. Download what "
                + "you need. An owner can keep the organisation until then."
        );

    internal static RefusedException NotEnding() =>
        new(
            RefusalKind.Conflict,
            "organisation.not-ending",
            "Nobody asked to delete this organisation, so it stays. Reload the page."
        );
}
