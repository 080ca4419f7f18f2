namespace AethergenAI.Workspace;

internal static class WorkspaceRefusals
{
    internal static RefusedException AlreadyEnded(Run run) =>
        new(
            RefusalKind.Conflict,
            "run.already-ended",
            $"Run {run.Id} is {run.Status.ToString().ToLowerInvariant()}; start a new one to generate again."
        );
}
