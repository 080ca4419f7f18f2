using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Evaluation.Learning;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Generation.Choice;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Trees;
using AethergenAI.Seeding;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

/// <summary>
/// Scores candidates on seed rows that they did not learn from. One evaluator judges all candidates,
/// so that they are judged alike.
/// </summary>
public sealed class CandidateEvaluator
{
    private const int MaxTargets = 3,
        MaxRows = 5_000,
        InformationRows = 5_000;

    private readonly EvaluationInput input;
    private readonly FeatureSpace space;
    private readonly Sample train,
        validation;
    private readonly List<(UtilityTask Task, LabelledRows Validation, double Real)> tasks = [];
    private readonly Nearness nearness;
    private readonly NearerRows independent;
    private readonly ulong seed;

    /// <param name="train">The rows that candidates learn from.</param>
    /// <param name="validation">The rows that candidates do not see.</param>
    /// <param name="target">The column that utility is measured on; null: the schema's.</param>
    /// <exception cref="RefusedException">The schema has no such column.</exception>
    public CandidateEvaluator(
        Schema schema,
        Table train,
        Table validation,
        string? target,
        ulong seed,
        CancellationToken ct
    )
    {
        this.seed = seed;
        (train, validation) = (RowOrder.Of(train, schema).Rows, RowOrder.Of(validation, schema).Rows);
        input = new EvaluationInput(schema, train, validation, train);
        space = FeatureSpace.Over(input, ct);
        this.train = Some(train, "choice-train");
        this.validation = Some(validation, "choice-validation");
        nearness = new Nearness(space, this.train, this.validation);
        independent = nearness.Of(Some(Shuffled(train, seed), "choice-independent"), ct);
        foreach (string one in TargetsOf(schema, train, target, seed, ct))
        {
            if (UtilityTask.Of(input with { Target = one }, space, this.train, this.validation).Task is not { } task)
            {
                continue;
            }
            var held = LabelledRows.Of(space, task, this.validation);
            double real = Score(task, this.train, held, ct);
            // A target that can hardly be predicted from real rows says little about synthetic ones.
            if (real > (task.IsRegression ? 0.1 : 0.55))
            {
                tasks.Add((task, held, real));
            }
        }
    }

    /// <summary>The columns that utility is measured on.</summary>
    public IReadOnlyList<string> Targets => [.. tasks.Select(task => space.Features[task.Task.Target].Name)];

    /// <summary>The figures of a candidate's rows.</summary>
    public Judgement Of(Table synthetic, CancellationToken ct)
    {
        var drawn = Some(RowOrder.Of(synthetic, input.Schema).Rows, "choice-synthetic");
        double? utility =
            tasks.Count == 0
                ? null
                : tasks.Average(task => Math.Clamp(Score(task.Task, drawn, task.Validation, ct) / task.Real, 0, 1));
        int size = Math.Min(drawn.Rows, validation.Rows);
        var nothing = new HashSet<int>();
        double detection = Detection
            .CrossFit(
                Learner.Trees,
                FeatureMatrix.Of(space, validation.Take([.. Enumerable.Range(0, size)]), nothing),
                FeatureMatrix.Of(space, drawn.Take([.. Enumerable.Range(0, size)]), nothing),
                seed,
                ct
            )
            .Area;
        var nearer = nearness.Of(drawn, ct);
        return new Judgement(
            utility,
            detection,
            nearer.Share,
            nearer.Share - independent.Share,
            nearer.ErrorAgainst(independent)
        );
    }

    /// <summary>Every column in an order of its own.</summary>
    private static Table Shuffled(Table table, ulong seed) =>
        new([
            .. table.Columns.Select(column =>
                column.Take(RandomStream.For(seed, $"choice {column.Name}").Choose(table.RowCount, table.RowCount))
            ),
        ]);

    private double Score(UtilityTask task, Sample learnFrom, LabelledRows held, CancellationToken ct)
    {
        var learn = LabelledRows.Of(space, task, learnFrom);
        if (learn.WhyTooLittle(2) is not null)
        {
            return task.IsRegression ? 0 : 0.5;
        }
        var model = Learner.Trees.Fit(learn, task.ClassCount, seed, ct);
        return Scoring.First(model.Predict(held.Features), held)?.Value ?? 0;
    }

    private Sample Some(Table table, string purpose) =>
        space.Encode(
            table.RowCount <= MaxRows
                ? table
                : table.Take(RandomStream.For(seed, purpose).Choose(table.RowCount, MaxRows))
        );

    /// <summary>
    /// The schema's target; without one, the columns whose mutual information with the other columns is largest
    /// relative to their own entropy.
    /// </summary>
    private static IEnumerable<string> TargetsOf(
        Schema schema,
        Table train,
        string? named,
        ulong seed,
        CancellationToken ct
    )
    {
        if ((named ?? schema.Columns.FirstOrDefault(column => column.Role == ColumnRole.Target)?.Name) is { } target)
        {
            EvaluationRefusals.RequireTarget(schema, target);
            return [target];
        }
        var encoded = TableEncoder.Encode(train, schema, ct);
        int rows = encoded.Seed.RowCount;
        int[] counted = RandomStream.For(seed, "choice-information").Choose(rows, Math.Min(rows, InformationRows));
        double[][] information = MutualInformation.Of(encoded.Columns, counted, ct);
        var direct = encoded
            .Encodings.OfType<LevelEncoding>()
            .Select(encoding => (encoding.Column, encoding.ModelColumn))
            .Concat(
                encoded.Encodings.OfType<NumberEncoding>().Select(encoding => (encoding.Column, encoding.ModelColumn))
            )
            .Concat(
                encoded
                    .Encodings.OfType<CalendarEncoding>()
                    .Select(encoding => (encoding.Column, encoding.Parts[0].ModelColumn))
            );
        return direct
            .Where(column => information[column.ModelColumn][column.ModelColumn] > 0)
            .OrderByDescending(column => Told(information[column.ModelColumn], column.ModelColumn))
            .Take(MaxTargets)
            .Select(column => column.Column);
    }

    private static double Told(double[] information, int column) =>
        (information.Sum() - information[column]) / information[column];
}
