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
    private readonly ulong seed;

    /// <param name="train">The rows that candidates learn from.</param>
    /// <param name="validation">The rows that candidates do not see.</param>
    public CandidateEvaluator(Schema schema, Table train, Table validation, ulong seed, CancellationToken ct)
    {
        this.seed = seed;
        (train, validation) = (RowOrder.Of(train, schema).Rows, RowOrder.Of(validation, schema).Rows);
        input = new EvaluationInput(schema, train, validation, train);
        space = FeatureSpace.Over(input, ct);
        this.train = Some(train, "choice-train");
        this.validation = Some(validation, "choice-validation");
        foreach (string target in TargetsOf(schema, train, seed, ct))
        {
            if (UtilityTask.Of(input with { Target = target }, space, this.train, this.validation).Task is not { } task)
            {
                continue;
            }
            var held = LabelledRows.Of(space, task, this.validation);
            double real = Score(task, this.train, held, ct);
            // A target that cannot be predicted from real rows says nothing about synthetic ones.
            if (real > (task.IsRegression ? 0.02 : 0.52))
            {
                tasks.Add((task, held, real));
            }
        }
    }

    /// <summary>The columns that utility is measured on.</summary>
    public IReadOnlyList<string> Targets => [.. tasks.Select(task => space.Features[task.Task.Target].Name)];

    /// <summary>The candidate with its figures filled in.</summary>
    public Candidate Of(Candidate candidate, Table synthetic, CancellationToken ct)
    {
        var drawn = Some(RowOrder.Of(synthetic, input.Schema).Rows, "choice-synthetic");
        double? utility =
            tasks.Count == 0
                ? null
                : tasks.Average(task => Math.Min(1, Score(task.Task, drawn, task.Validation, ct) / task.Real));
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
        double share = NearerShare(drawn, ct);
        return candidate with
        {
            Utility = utility,
            Detection = detection,
            NearerShare = share,
            Replays = Proportion.Wilson(share * drawn.Rows, drawn.Rows).Low > ChoiceRule.ToleratedShare,
            Loss = 1 - (utility ?? 1) + (detection - 0.5),
        };
    }

    private double NearerShare(Sample drawn, CancellationToken ct)
    {
        var points = new MixedPoints(space, train, validation);
        int size = Math.Min(train.Rows, validation.Rows);
        int[] first = [.. Enumerable.Range(0, size)];
        return ReplayCheck.NearerShare(
            points.Of(drawn),
            points.Of(train.Take(first)),
            points.Of(validation.Take(first)),
            ct
        );
    }

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
    private static IEnumerable<string> TargetsOf(Schema schema, Table train, ulong seed, CancellationToken ct)
    {
        if (schema.Columns.FirstOrDefault(column => column.Role == ColumnRole.Target) is { } target)
        {
            return [target.Name];
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
