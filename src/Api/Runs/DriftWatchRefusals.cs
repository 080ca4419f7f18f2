using AethergenAI.Workspace;

namespace AethergenAI.Api.Runs;

internal static class DriftWatchRefusals
{
    internal static RefusedException NothingToTest(Run run) =>
        new(
            RefusalKind.Conflict,
            "drift.nothing-to-test",
            $"The run '{run.Name}' has no model that could be tested: "
                + (
                    run.Status == RunStatus.Done
                        ? "every trial of its leading cell was refused. "
                        : "it has not ended with results. "
                )
                + "Choose a finished run."
        );

    internal static RefusedException TooMany(int most) =>
        new(
            RefusalKind.Conflict,
            "drift.too-many",
            $"Your organisation tests the models of {Counts.Of(most, "run")} for drift, which is the limit. "
                + "End the tests of a run that is no longer used."
        );

    internal static RefusedException NotWatched(Run run) =>
        new(
            RefusalKind.Conflict,
            "drift.not-watched",
            $"The model of the run '{run.Name}' is not tested for drift yet. First choose how often to test it."
        );
}
