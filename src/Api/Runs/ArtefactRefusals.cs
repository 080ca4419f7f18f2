using AethergenAI.Workspace;

namespace AethergenAI.Api.Runs;

internal static class ArtefactRefusals
{
    internal static RefusedException NotMade(Id<Run> run, string name) =>
        new(
            RefusalKind.NotFound,
            "artefact.not-made",
            $"Run {run} has no file {name}. The run may not have reached that stage, or it ended earlier. "
                + "Look at the run's status."
        );
}
