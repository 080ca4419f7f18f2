namespace AethergenAI.Recipes.Planning;

/// <summary>
/// Times of trials measured on a reference machine: processor seconds on one core, for 5,000 real rows of 14 columns,
/// as many synthetic rows, and a full evaluation.
/// </summary>
/// <remarks>
/// For the first plan on a machine that has timed no trials. The machine's own times replace
/// these, one generator at a time.
/// </remarks>
public static class TypicalTimes
{
    private static readonly PastTrial[] Measured =
    [
        new("arn", TrainRows: 5000, Rows: 5000, WallSeconds: 23.8),
        new("mst", TrainRows: 5000, Rows: 5000, WallSeconds: 17.1),
        new("copula", TrainRows: 5000, Rows: 5000, WallSeconds: 15.7),
    ];

    /// <returns><paramref name="past"/>, plus the reference time of each generator that it lacks.</returns>
    public static IReadOnlyList<PastTrial> Beside(IReadOnlyList<PastTrial> past) =>
        [.. past, .. Measured.Where(typical => past.All(timed => timed.Generator != typical.Generator))];

    /// <summary>Adds a note that says which times are from the reference machine.</summary>
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
                    $"Times of {string.Join(", ", foreign)} were measured on another machine with one core per trial. "
                        + "The first trials here will replace them.",
                ],
            };
    }
}
