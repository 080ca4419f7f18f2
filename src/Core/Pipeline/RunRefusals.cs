using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

internal static class RunRefusals
{
    internal static RefusedException OtherRun(string artefact) =>
        new(
            RefusalKind.Conflict,
            "run.other-run",
            $"This place already holds a run whose {artefact} differs from this run's. "
                + "Choose another place for this run, or continue the other run with its own recipe and data."
        );

    internal static RefusedException TooFewSeedRows(int wanted, int available) =>
        new(
            RefusalKind.Invalid,
            "run.too-few-seed-rows",
            $"The trial needs {wanted:N0} seed rows, but only {available:N0} are left after the holdout. "
                + "Ask for fewer rows, use a larger seed, or hold out fewer rows."
        );

    internal static RefusedException TrialFailed(RunStage stage, Exception bug) =>
        new(
            RefusalKind.Conflict,
            "run.trial-failed",
            $"The trial failed at the stage '{stage.ToString().ToLowerInvariant()}' because of a bug in this program "
                + $"({bug.GetType().Name}). "
                + "The other trials are not affected. Change the trial's settings, or report the bug.",
            bug
        );

    internal static RefusedException TrialGivenUp(int attempts) =>
        new(
            RefusalKind.Conflict,
            "run.trial-given-up",
            $"The trial was started {attempts} times, and each time its worker ended before a stage of the trial did: "
                + "it was stopped, or it ran out of memory. If it was stopped, start the run again. If it ran out of "
                + "memory, ask for fewer rows or a smaller model, or give the workers more memory."
        );

    internal const string LimitReached = "run.limit-reached";

    internal static TrialFailure NotBegun(string limit) =>
        new(
            LimitReached,
            $"The run reached the recipe's limit of {limit} before the trial started. "
                + "Resume the run to give it the same time again, or raise the limit: "
                + "a run of the changed recipe reuses what is done."
        );

    internal static TrialFailure GivenUp(string reason) =>
        new(
            TrialFailure.CellGivenUp,
            $"The recipe's early stop gave up the cell before this repeat: {reason}. "
                + "Leave out 'earlyStop' to carry out every trial."
        );

    internal static RefusedException EveryTrialFailed(int trials, string trial, TrialFailure failure) =>
        new(
            RefusalKind.Invalid,
            "run.every-trial-failed",
            $"{(trials == 1 ? "The only trial was" : $"All {trials} trials were")} refused, so there is no result. "
                + $"The first refusal, of {trial}: "
                + $"{failure.Message} ({failure.Code})"
        );
}
