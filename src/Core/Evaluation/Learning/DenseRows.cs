namespace AethergenAI.Evaluation.Learning;

/// <summary>Rows as plain numbers, for a learner that Core does not contain.</summary>
/// <param name="Cells">Rows × Width, row-major: numbers standardised by the rows learned from, levels one-hot,
/// missing ones marked.</param>
public sealed record DenseRows(int Rows, int Width, float[] Cells);

/// <summary>Fits a network.</summary>
/// <param name="targets">One per row: a class number in [0, <paramref name="classes"/>),
/// or a standardised value.</param>
/// <param name="classes">0 for regression.</param>
/// <param name="seed">Seeds the random parts of the fit.</param>
/// <returns>A function that predicts for other rows: rows × max(1, classes), row-major; probabilities,
/// or a standardised value.</returns>
public delegate Func<DenseRows, float[]> FitNetwork(
    DenseRows rows,
    float[] targets,
    int classes,
    ulong seed,
    CancellationToken ct
);
