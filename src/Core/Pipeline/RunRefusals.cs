using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

internal static class RunRefusals
{
    internal static RefusedException OtherRun(string artefact) =>
        new(
            RefusalKind.Conflict,
            "run.other-run",
            $"There already is a run here, and its {artefact} differs from this one's. "
                + "Choose another place for this run, or carry on with the recipe and the data of that one."
        );

    internal static RefusedException TooFewSeedRows(int wanted, int available) =>
        new(
            RefusalKind.Invalid,
            "run.too-few-seed-rows",
            $"The trial wants {wanted:N0} seed rows, and {available:N0} are left after the holdout. "
                + "Ask for fewer, bring a larger seed, or hold out less."
        );

    internal static RefusedException TrialFailed(RunStage stage, Exception bug) =>
        new(
            RefusalKind.Conflict,
            "run.trial-failed",
            $"The trial failed in {stage.ToString().ToLowerInvariant()} where it should not: "
                + $"a bug ({bug.GetType().Name}). The other trials are not touched by it. "
                + "Change the trial's settings, or report it."
        );

    internal static RefusedException TrialGivenUp(int attempts) =>
        new(
            RefusalKind.Conflict,
            "run.trial-given-up",
            $"The trial was begun {attempts} times and its worker ended each time, "
                + "most likely for want of memory. Ask for fewer rows or a smaller model, "
                + "or give the workers more memory."
        );

    internal const string LimitReached = "run.limit-reached";

    internal static TrialFailure NotBegun(string limit) =>
        new(
            LimitReached,
            $"The recipe's limit of {limit} was reached before the trial was begun. "
                + "Resume the run for as much time again, or raise the limit: "
                + "a run of the changed recipe takes over what is done."
        );

    internal static TrialFailure GivenUp(string reason) =>
        new(
            "run.cell-given-up",
            $"The recipe's early stop gave the cell up before this repeat: {reason}. "
                + "Leave 'earlyStop' out to carry out every trial."
        );

    internal static RefusedException EveryTrialFailed(int trials, string trial, TrialFailure failure) =>
        new(
            RefusalKind.Invalid,
            "run.every-trial-failed",
            $"All {trials} trials were refused, so there is nothing to compare. The first, {trial}: "
                + $"{failure.Message} ({failure.Code})"
        );
}
