using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Utility;

namespace AethergenAI.Evaluation.Learning;

/// <summary>A way to predict the target.</summary>
/// <param name="Name">linear, trees or network.</param>
/// <param name="Fit">Fits a model to labelled rows, given the number of classes and a seed for what is random,
/// and returns it fitted.</param>
internal sealed record Learner(string Name, Func<LabelledRows, int, ulong, CancellationToken, Fitted> Fit)
{
    internal const string NetworkName = "network";

    public static readonly Learner Linear = new("linear", (learn, classes, _, ct) =>
    {
        var model =
            classes == 0
                ? LinearModel.Regress(learn.Features, learn.Targets)
                : LinearModel.Classify(learn.Features, learn.Classes, classes, ct);
        return new Fitted(features => model.Score(features, classes));
    });

    public static readonly Learner Trees = new("trees", (learn, classes, _, ct) =>
    {
        var options = new BoostingOptions();
        if (classes == 0)
        {
            var mean = GradientBoosting.Regress(learn.Features, learn.Targets, options, ct);
            return new Fitted(features => mean.Score(features, ct))
            {
                PredictShuffled = (features, orders) => mean.ScoreShuffled(features, orders, ct),
            };
        }

        var model = GradientBoosting.Classify(learn.Features, learn.Classes, classes, options, ct);
        return new Fitted(features => Probabilities(model.Score(features, ct)))
        {
            PredictShuffled = (features, orders) => model.ScoreShuffled(features, orders, ct).Select(Probabilities),
        };
    });

    public static Learner Network(FitNetwork fit) => new(NetworkName, (learn, classes, seed, ct) =>
        {
            var encoding = DenseEncoding.Of(learn.Features);
            double mean = 0,
                deviation = 1;
            if (classes == 0)
            {
                mean = learn.Targets.Average();
                deviation = Math.Max(
                    1e-12,
                    Math.Sqrt(learn.Targets.Average(target => (target - mean) * (target - mean)))
                );
            }

            float[] targets =
                classes == 0
                    ? Array.ConvertAll(learn.Targets, target => (float)((target - mean) / deviation))
                    : Array.ConvertAll(learn.Classes, label => (float)label);
            var predict = fit(encoding.Dense(learn.Features), targets, classes, seed, ct);
            return new Fitted(features =>
            {
                float[] answers = predict(encoding.Dense(features));
                int outputs = Math.Max(1, classes);
                return
                [
                    .. Enumerable
                        .Range(0, outputs)
                        .Select(k =>
                            Enumerable
                                .Range(0, features.Rows)
                                .Select(row =>
                                    classes == 0 ? (answers[row] * deviation) + mean : answers[(row * outputs) + k]
                                )
                                .ToArray()
                        ),
                ];
            });
        });

    private static double[][] Probabilities(double[][] raw)
    {
        if (raw.Length == 1)
        {
            double[] positive = Array.ConvertAll(raw[0], score => 1 / (1 + Math.Exp(-score)));
            return [Array.ConvertAll(positive, p => 1 - p), positive];
        }

        for (int i = 0; i < raw[0].Length; i++)
        {
            double largest = double.NegativeInfinity,
                sum = 0;
            foreach (double[] column in raw)
            {
                largest = Math.Max(largest, column[i]);
            }
            foreach (double[] column in raw)
            {
                column[i] = Math.Exp(column[i] - largest);
                sum += column[i];
            }
            foreach (double[] column in raw)
            {
                column[i] /= sum;
            }
        }

        return raw;
    }
}
