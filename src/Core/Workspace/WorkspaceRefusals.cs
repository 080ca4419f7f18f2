namespace AethergenAI.Workspace;

internal static class WorkspaceRefusals
{
    internal static RefusedException AlreadyEnded(Run run) =>
        new(
            RefusalKind.Conflict,
            "run.already-ended",
            $"The run '{run.Name}' has ended ({run.Status.ToString().ToLowerInvariant()}). Start a new run to generate "
                + "again."
        );

    internal static RefusedException StillNeeded(Run run) =>
        new(
            RefusalKind.Conflict,
            "run.not-deletable",
            run.Ended
                ? $"The run '{run.Name}' is done. Its results and its evidence are kept, so it cannot be deleted."
                : $"The run '{run.Name}' has not ended. Cancel it first, then delete it."
        );
}
