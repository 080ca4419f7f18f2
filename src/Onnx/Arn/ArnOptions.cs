using System.Globalization;
using AethergenAI.Generation;

namespace AethergenAI.Onnx.Arn;

/// <summary>What was asked for, and what the data's size makes of the rest.</summary>
internal sealed record ArnOptions
{
    private const double ValidationShare = 0.1,
        SmallValidationShare = 0.2;
    private const int SmallRows = 2000,
        MinForValidation = 40;

    internal required ArnShape Shape { get; init; }

    internal required TrainingPlan Plan { get; init; }

    /// <summary>fixed, random or mutual-information.</summary>
    internal required string Order { get; init; }

    internal required int Members { get; init; }

    internal required string Precision { get; init; }

    /// <summary>Rows that are held back for early stopping.</summary>
    internal required int Validation { get; init; }

    /// <exception cref="RefusedException">An option's value is out of its range.</exception>
    internal static ArnOptions Of(GeneratorSettings settings, int rows, int columns)
    {
        var read = new Reader(settings);
        int validation =
            rows < MinForValidation
                ? 0
                : Math.Min(4000, (int)(rows * (rows < SmallRows ? SmallValidationShare : ValidationShare)));
        int width = read.Whole("width", 0, 512) is { } asked and > 0 ? asked : Width(rows, columns);
        int train = rows - validation,
            batch = Math.Clamp(train / 40, 32, 512);
        double epochs = read.Number("epochs", 0, 10_000) is { } wanted and > 0 ? wanted : Epochs(rows);
        int steps = Math.Max(20, (int)Math.Round(epochs * Math.Max(1, train / (double)batch)));
        return new ArnOptions
        {
            Shape = Experts(read, width),
            Plan = new TrainingPlan(
                steps,
                batch,
                Rate: 0.006f,
                Decay: (float)Decay(rows),
                Dropout: (float)(read.Number("dropout", 0, 0.9) ?? Dropout(rows)),
                Smoothing: 0,
                FixedShare: 0.6,
                Ahead: read.Whole("predict-ahead", 1, 64) ?? 1
            ),
            Order = read.OneOf("order", "fixed", "random", "mutual-information") ?? "fixed",
            Members =
                read.Whole("ensemble", 0, 16) is { } members and > 0 ? members
                : rows < 2000 ? 4
                : rows < 10_000 ? 2
                : 1,
            Precision = read.OneOf("precision", "fp32", "fp16", "int8", "int8-static", "fp8") ?? "fp32",
            Validation = validation,
        };
    }

    private static int Width(int rows, int columns)
    {
        int byRows =
            rows < 500 ? 16
            : rows < 2000 ? 24
            : rows < 8000 ? 32
            : rows < 20_000 ? 48
            : 64;
        return columns <= 24
            ? byRows
            : Math.Max(16, Math.Min(byRows, 8 * (int)Math.Round(64 * Math.Sqrt(24.0 / columns) / 8)));
    }

    private static double Epochs(int rows) => Math.Clamp(20 * Math.Sqrt(30_000.0 / rows), 8, 120);

    private static double Dropout(int rows) =>
        rows >= 20_000 ? 0
        : rows >= 5000 ? 0.1
        : rows >= 1000 ? 0.25
        : 0.4;

    private static double Decay(int rows) => Math.Clamp(0.02 * Math.Sqrt(30_000.0 / rows), 0.01, 0.5);

    private static ArnShape Experts(Reader read, int width)
    {
        int inner = Math.Max(8, width / 2),
            experts = read.Whole("experts", 0, 32) ?? 0,
            active = read.Whole("active", 1, 8) ?? 1;
        string dense = read.OneOf("dense", "no", "parameters", "compute") ?? "no";
        if (experts < 2)
        {
            return new ArnShape(width, inner);
        }
        if (active > experts)
        {
            throw OnnxRefusals.BadOption("active", $"a whole number from 1 to {experts}, the experts there are");
        }
        return dense switch
        {
            "parameters" => new ArnShape(width, inner * experts),
            "compute" => new ArnShape(width, inner * active),
            _ => new ArnShape(width, inner * experts, experts, active),
        };
    }

    /// <summary>Options as values of their kind.</summary>
    private sealed class Reader(GeneratorSettings settings)
    {
        internal int? Whole(string name, int least, int most)
        {
            if (!settings.Values.TryGetValue(name, out string? text))
            {
                return null;
            }
            return int.TryParse(text, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
                ? value
                : throw OnnxRefusals.BadOption(name, $"a whole number from {least} to {most}");
        }

        internal double? Number(string name, double least, double most)
        {
            if (!settings.Values.TryGetValue(name, out string? text))
            {
                return null;
            }
            return
                double.TryParse(text, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most
                ? value
                : throw OnnxRefusals.BadOption(
                    name,
                    string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}")
                );
        }

        internal string? OneOf(string name, params string[] words)
        {
            if (!settings.Values.TryGetValue(name, out string? text))
            {
                return null;
            }
            return words.Contains(text)
                ? text
                : throw OnnxRefusals.BadOption(name, $"one of {string.Join(", ", words)}");
        }
    }
}
