namespace AethergenAI.Evaluation;

/// <summary>What a figure and its interval speak about.</summary>
public enum Estimand
{
    /// <summary>This synthetic table, whatever made it.</summary>
    Table,

    /// <summary>The fitted model: tables drawn from it again.</summary>
    FittedModel,

    /// <summary>The recipe: split again where it splits, fitted again, drawn again.</summary>
    Recipe,
}

/// <summary>What an interval covers, and what it does not.</summary>
/// <param name="Of">What the figure is an estimate for.</param>
/// <param name="Varies">What is drawn again in the repetitions that the interval stands for.</param>
/// <param name="Stays">What is the same in all of them; the interval says nothing about another one.</param>
public sealed record IntervalScope(Estimand Of, string Varies, string Stays)
{
    internal static readonly IntervalScope RowsDrawnAgain = new(
        Estimand.FittedModel,
        "the synthetic and the holdout rows",
        "the seed and the generator fitted to it"
    );

    internal static readonly IntervalScope SyntheticDrawnAgain = new(
        Estimand.FittedModel,
        "the synthetic rows",
        "the seed, the holdout and the generator fitted to the seed"
    );

    internal static readonly IntervalScope LearnedAgain = new(
        Estimand.FittedModel,
        "the rows that models learn from and the rows that they are tested on",
        "the generator fitted to the seed, and the random numbers of the models"
    );

    internal static readonly IntervalScope StretchesOfTime = new(
        Estimand.FittedModel,
        "the stretch of time, in the synthetic and in the holdout rows",
        "the seed and the generator fitted to it"
    );

    internal static readonly IntervalScope OthersAttacked = new(
        Estimand.Table,
        "the seed and holdout rows that are attacked",
        "the synthetic rows"
    );

    /// <summary>For example "of this fitted model".</summary>
    public static string Name(Estimand estimand) =>
        estimand switch
        {
            Estimand.Table => "of this table",
            Estimand.FittedModel => "of this fitted model",
            _ => "of this recipe",
        };

    /// <summary>The scope in one sentence.</summary>
    public string Words =>
        $"The figure is one {Name(Of)}. Its interval covers the draw of {Varies}; {Stays} stay as they are.";
}
