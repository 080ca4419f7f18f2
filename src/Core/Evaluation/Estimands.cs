namespace AethergenAI.Evaluation;

/// <summary>Names the estimand beside every figure of a report.</summary>
internal static class Estimands
{
    /// <param name="section">The measures' section in the catalogue.</param>
    /// <param name="described">Where the measures are described; null: in the catalogue.</param>
    public static IReadOnlyList<Measure> Named(
        string section,
        IEnumerable<Measure> measures,
        IReadOnlyList<MeasureDescription>? described = null
    ) => [.. measures.Select(measure => Named(section, measure, described))];

    public static UtilitySection Named(UtilitySection utility) =>
        utility with
        {
            Measures = Named("utility", utility.Measures),
            Learners =
            [
                .. utility.Learners.Select(learner =>
                    learner with
                    {
                        Ratio = learner.Ratio is null ? null : Named("utility", learner.Ratio),
                        Setups =
                        [
                            .. learner.Setups.Select(setup =>
                                setup with
                                {
                                    Scores =
                                    [
                                        .. setup.Scores.Select(score =>
                                            score with
                                            {
                                                Estimand = IntervalScope.LearnedAgain.Of,
                                            }
                                        ),
                                    ],
                                }
                            ),
                        ],
                    }
                ),
            ],
        };

    private static Measure Named(
        string section,
        Measure measure,
        IReadOnlyList<MeasureDescription>? described = null
    ) => measure with { Estimand = MeasureCatalogue.Find($"{section}.{measure.Name}", described)?.Scope?.Of };
}
