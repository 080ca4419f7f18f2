using AethergenAI.Generation;

namespace AethergenAI.Onnx.Arn;

/// <summary>The options of a training: given by the user, or chosen by the size of the data.</summary>
internal sealed record ArnOptions
{
    private const double ValidationShare = 0.1,
        SmallValidationShare = 0.2;
    private const int SmallRows = 2000,
        MinForValidation = 40,
        MaxValidation = 4000;

    internal required ArnShape Shape { get; init; }

    internal required TrainingPlan Plan { get; init; }

    /// <summary>fixed, random or mutual-information.</summary>
    internal required string Order { get; init; }

    internal required int Members { get; init; }

    internal required string Precision { get; init; }

    /// <summary>
    /// The probability with which each row is held back for early stopping, in [0, 0.2]. It is the same for nearly
    /// every seed that has a row more or less.
    /// </summary>
    internal required double Validation { get; init; }

    /// <summary>The dropout rates to try, ascending; the plan has the first.</summary>
    internal required IReadOnlyList<float> Dropouts { get; init; }

    internal static ArnOptions Of(OptionValues options, int rows, int columns)
    {
        double validation = Held(rows);
        int width = options.Whole("width") is > 0 and var asked ? asked : Width(rows, columns);
        int train = rows - (int)(rows * validation),
            batch = Math.Clamp(train / 40, 32, 512);
        double epochs = options.Number("epochs") is > 0 and var wanted ? wanted : Epochs(rows);
        int steps = Math.Max(20, (int)Math.Round(epochs * Math.Max(1, train / (double)batch)));
        float[] dropouts = options.Has("dropout") ? [(float)options.Number("dropout")] : Rates(rows, validation);
        return new ArnOptions
        {
            Shape = Experts(options, width),
            Plan = new TrainingPlan(
                steps,
                batch,
                Rate: 0.006f,
                Decay: (float)Decay(rows),
                Dropout: dropouts[0],
                Smoothing: 0,
                FixedShare: 0.6,
                Ahead: options.Whole("predict-ahead")
            ),
            Order = options.Choice("order"),
            Members = options.Whole("ensemble") is > 0 and var members ? members : Ensemble(rows),
            Precision = options.Choice("precision"),
            Validation = validation,
            Dropouts = dropouts,
        };
    }

    private static double Held(int rows)
    {
        if (rows < MinForValidation)
        {
            return 0;
        }
        double share = rows < SmallRows ? SmallValidationShare : ValidationShare;
        while (share * rows > MaxValidation)
        {
            share *= 0.9;
        }
        return share;
    }

    private static int Width(int rows, int columns)
    {
        int byRows = rows switch
        {
            < 500 => 8,
            < 2000 => 24,
            < 5000 => 32,
            _ => 64,
        };
        return columns <= 24
            ? byRows
            : Math.Max(16, Math.Min(byRows, 8 * (int)Math.Round(64 * Math.Sqrt(24.0 / columns) / 8)));
    }

    private static double Epochs(int rows) => Math.Clamp(20 * Math.Sqrt(30_000.0 / rows), 8, 120);

    private static int Ensemble(int rows) => rows < 10_000 ? 2 : 1;

    private static float[] Rates(int rows, double validation)
    {
        float[] all = [0, 0.1f, 0.25f, 0.4f, 0.55f, 0.7f];
        float[] from = rows switch
        {
            >= 20_000 => all,
            >= 5000 => all[1..],
            >= 1000 => all[2..],
            _ => all[3..],
        };
        return validation == 0 ? from[..1] : from;
    }

    private static double Decay(int rows) => Math.Clamp(0.02 * Math.Sqrt(30_000.0 / rows), 0.01, 0.5);

    private static ArnShape Experts(OptionValues options, int width)
    {
        int inner = Math.Max(8, width / 2),
            experts = options.Whole("experts"),
            active = options.Whole("active");
        if (experts < 2)
        {
            return new ArnShape(width, inner);
        }
        return options.Choice("dense") switch
        {
            "parameters" => new ArnShape(width, inner * experts),
            "compute" => new ArnShape(width, inner * active),
            _ => new ArnShape(width, inner * experts, experts, active),
        };
    }
}
