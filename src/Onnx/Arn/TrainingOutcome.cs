namespace AethergenAI.Onnx.Arn;

/// <summary>How a member of the ensemble was trained.</summary>
/// <param name="Provider">The execution provider that ran the training graph, for example <c>cpu</c>.</param>
/// <param name="Dropout">The share of the hidden units that a step sets to 0.</param>
/// <param name="Steps">The number of training steps.</param>
/// <param name="BestStep">The step with the least validation loss, whose weights are kept.</param>
/// <param name="TrainLoss">The mean loss over the last epoch before that step, with dropout, in nats per row.</param>
/// <param name="ValidationLoss">The loss over the column orders of training, in nats per row; null without validation
/// rows.</param>
internal sealed record TrainingOutcome(
    string Provider,
    double Dropout,
    int Steps,
    int BestStep,
    double TrainLoss,
    double? ValidationLoss
);
