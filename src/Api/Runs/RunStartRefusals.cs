namespace AethergenAI.Api.Runs;

internal static class RunStartRefusals
{
    internal static RefusedException SeveralDataSets() =>
        new(
            RefusalKind.Invalid,
            "run.several-data-sets",
            "The recipe uses several data sets (its blocks), but a run in the web app uses one seed. "
                + "Start one run for each seed, or run the recipe on the command line."
        );

    internal static RefusedException OtherProject(string what) =>
        new(
            RefusalKind.Invalid,
            "run.other-project",
            $"The {what} belongs to another project. Choose a {what} of this project, or start the run in that project."
        );
}
