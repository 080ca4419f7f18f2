namespace AethergenAI.Worker.Jobs;

internal static class JobRefusals
{
    internal static RefusedException Failed(int attempts) =>
        new(
            RefusalKind.Conflict,
            "run.failed",
            $"The run was begun {attempts} times, ended unexpectedly each time, and is not tried again. "
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
            "The test was begun several times and its worker ended each time, perhaps because it ran out of memory. "
                + "It is not tried again. Upload fewer rows, or test them with aethergen drift."
        );
}
