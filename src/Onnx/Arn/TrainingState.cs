namespace AethergenAI.Onnx.Arn;

/// <summary>The complete state of a training, from which it can continue.</summary>
/// <param name="Step">The number of completed steps.</param>
/// <param name="Waited">The number of validations since the best one.</param>
/// <param name="Loss">The running training loss.</param>
/// <param name="State">Weights, mean, square, average.</param>
/// <param name="Best">The averaged weights at the least validation loss.</param>
internal sealed record TrainingState(
    int Step,
    int Waited,
    double Loss,
    double Validation,
    double BestLoss,
    int BestStep,
    double BestTrain,
    float[][] State,
    float[] Best
);
