using AethergenAI.Evaluation.Attacks;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

/// <summary>One evaluation in progress: what its steps read, and what they have found so far.</summary>
internal sealed class EvaluationContext(
    EvaluationInput input,
    EvaluationOptions options,
    FeatureSpace space,
    Action<double> reached,
    CancellationToken ct
)
{
    internal EvaluationInput Input => input;

    internal EvaluationOptions Options => options;

    internal FeatureSpace Space => space;

    internal MatchedSamples Samples { get; } = Match(input, options, space);

    internal CancellationToken Ct => ct;

    internal List<NotMeasured> NotMeasured { get; } = [.. space.LeftOut];

    /// <summary>The report's fidelity section so far.</summary>
    internal FidelitySection Fidelity { get; set; } = new([], [], []);

    internal AttackResults Attacked { get; set; } = new([], null, null, []);

    internal UtilitySection Utility { get; set; } = new(null, null, null, []);

    internal Dial Dial { get; set; } = new(null, null, true, [], "");

    /// <summary>The sections that steps added so far.</summary>
    internal List<ReportSection> Sections { get; } = [];

    /// <summary>Adds a section of its own to the report.</summary>
    internal void Add(ReportSection section) => Sections.Add(section);

    /// <summary>Adds figures to the report's fidelity section.</summary>
    internal void Add(params IEnumerable<Measure> figures) =>
        Fidelity = Fidelity with { Overall = [.. Fidelity.Overall, .. Estimands.Named("fidelity", figures)] };

    /// <param name="part">How much of the step is done, in [0, 1].</param>
    internal void Reached(double part) => reached(part);

    /// <summary>At most <paramref name="most"/> rows of a table, drawn without replacement.</summary>
    internal Sample Some(Table table, int most, string purpose) =>
        Some(space, table, Math.Min(most, table.RowCount), options.Seed, purpose);

    private static MatchedSamples Match(EvaluationInput input, EvaluationOptions options, FeatureSpace space)
    {
        ulong seed = options.Seed;
        int size = MatchedSamples.RowsOfEach(input, options);
        return new MatchedSamples(
            space,
            Some(space, input.Train, size, seed, "train"),
            Some(space, input.Holdout, size, seed, "holdout"),
            Some(space, input.Synthetic, size, seed, "synthetic")
        );
    }

    private static Sample Some(FeatureSpace space, Table table, int rows, ulong seed, string purpose) =>
        space.Encode(
            rows == table.RowCount ? table : table.Take(RandomStream.For(seed, purpose).Choose(table.RowCount, rows))
        );
}
