namespace AethergenAI.Recipes.Planning;

/// <summary>
/// What trials took where they were measured: processor seconds on one core,
/// 5,000 real rows of 14 columns and as many synthetic ones, by full evaluation.
/// </summary>
/// <remarks>
/// For a first plan on a machine that has timed nothing; its own trials replace them one generator at a time.
/// </remarks>
public static class TypicalTimes
{
    private static readonly PastTrial[] Measured =
    [
        new("arn", TrainRows: 5000, Rows: 5000, WallSeconds: 23.8),
        new("mst", TrainRows: 5000, Rows: 5000, WallSeconds: 17.1),
        new("copula", TrainRows: 5000, Rows: 5000, WallSeconds: 15.7),
    ];

    /// <returns><paramref name="past"/>, and for each generator that it lacks what was measured elsewhere.</returns>
    public static IReadOnlyList<PastTrial> Beside(IReadOnlyList<PastTrial> past) =>
        [.. past, .. Measured.Where(typical => past.All(timed => timed.Generator != typical.Generator))];

    /// <summary>Says which times are not this machine's.</summary>
    public static Plan Noted(Plan plan, IReadOnlyList<PastTrial> past)
    {
        string[] foreign =
        [
            .. plan
                .Trials.Select(trial => trial.Generator)
                .Distinct()
                .Where(name =>
                    past.All(timed => timed.Generator != name) && Measured.Any(typical => typical.Generator == name)
                ),
        ];
        return foreign.Length == 0
            ? plan
            : plan with
            {
                Notes =
                [
                    .. plan.Notes,
                    $"Times of {string.Join(", ", foreign)} are another machine's, one core each; "
                        + "the first trials here will replace them.",
                ],
            };
    }
}
