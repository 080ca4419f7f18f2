using AethergenAI.Evaluation.Boosting;

namespace AethergenAI.Evaluation.Learning;

/// <returns>[class][row] probabilities, or [0][row] the mean of a number.</returns>
internal delegate double[][] Predict(FeatureMatrix features);

/// <param name="orders">One per column: row i takes the cell of row <c>orders[column][i]</c>.</param>
/// <returns>For each column in turn, the predictions for the rows with that column shuffled
/// and all others as they are.</returns>
internal delegate IEnumerable<double[][]> PredictShuffled(FeatureMatrix features, int[][] orders);

/// <summary>A model that a <see cref="Learner"/> fitted.</summary>
internal sealed record Fitted(Predict Predict)
{
    /// <summary>Predicts for one shuffled column after the other, unless a model can share work between them.</summary>
    public PredictShuffled PredictShuffled { get; init; } =
        (features, orders) => orders.Select((order, column) => Predict(features.Shuffled(column, order)));
}
