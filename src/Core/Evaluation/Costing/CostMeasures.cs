namespace AethergenAI.Evaluation.Costing;

/// <summary>What a trial spent. These measures are about the trial that made the rows, not about the rows.</summary>
public static class CostMeasures
{
    public static readonly MeasureDescription Processor = Spent(
        "cost.cpu-seconds",
        "Processor time",
        "How much processor time did the trial take?",
        "Processor time of fit, sampling and evaluation over all cores.",
        "s"
    );

    public static readonly MeasureDescription Elapsed = Spent(
        "cost.wall-seconds",
        "Elapsed time",
        "How long did the trial take?",
        "Elapsed time of fit, sampling and evaluation.",
        "s"
    );

    public static readonly MeasureDescription Memory = Spent(
        "cost.peak-memory-mib",
        "Peak memory",
        "How much memory did the trial need?",
        "The largest resident memory of the process while the trial ran.",
        "MiB"
    );

    public static readonly MeasureDescription Gpu = Spent(
        "cost.gpu-seconds",
        "GPU time",
        "How much GPU time did the trial take?",
        "Elapsed time of the stages that held a GPU.",
        "s"
    );

    public static readonly MeasureDescription Electricity = Spent(
        "cost.kilowatt-hours",
        "Electricity",
        "How much electricity did the rows take?",
        "An estimate from the price file’s nominal power draw: fit and sampling, not their evaluation.",
        "kWh"
    );

    public static readonly MeasureDescription Money = Spent(
        "cost.money",
        "Money",
        "What did the rows cost?",
        "An estimate from the price file, in its currency: fit and sampling, not their evaluation.",
        ""
    );

    public static readonly MeasureDescription Epsilon = Spent(
        "privacy.epsilon",
        "ε (epsilon)",
        "How much privacy was spent?",
        "ε of the fit’s differential privacy; smaller is more private.",
        ""
    );

    public static readonly IReadOnlyList<MeasureDescription> All =
    [
        Epsilon,
        Processor,
        Elapsed,
        Memory,
        Gpu,
        Electricity,
        Money,
    ];

    private static MeasureDescription Spent(string key, string title, string question, string meaning, string unit) =>
        new(key, title, question, meaning)
        {
            Unit = unit,
            Better = Better.Lower,
            Maximum = null,
        };
}
