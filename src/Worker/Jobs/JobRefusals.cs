namespace AethergenAI.Worker.Jobs;

internal static class JobRefusals
{
    internal static RefusedException Failed(int attempts) =>
        new(
            RefusalKind.Conflict,
            "run.failed",
            $"The run was started {attempts} times and ended unexpectedly each time, so it is not started again. "
                + "What was finished is kept; the worker's log says what happened. Start a new run to try once more."
        );

    internal static RefusedException NoModel() =>
        new(
            RefusalKind.Conflict,
            "drift.nothing-to-test",
            "No trial of the run's leading cell has a model, so there is nothing to test. Start a new run."
        );

    internal static RefusedException DriftNeverEnded() =>
        new(
            RefusalKind.Conflict,
            "drift.never-ended",
            "The test was started several times and its worker ended each time, perhaps because it ran out of memory. "
                + "It is not started again. Upload fewer rows, or test them with aethergen drift."
        );
}
