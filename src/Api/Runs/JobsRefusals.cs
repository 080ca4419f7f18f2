namespace AethergenAI.Api.Runs;

internal static class JobsRefusals
{
    internal static RefusedException OtherOrganisation() =>
        new(
            RefusalKind.Forbidden,
            "jobs.other-organisation",
            "The list of jobs shows the work of every organisation here, so it is open only to the owners of the "
                + "organisation that runs this installation. Ask one of them."
        );
}
