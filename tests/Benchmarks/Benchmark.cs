using System.Globalization;

namespace AethergenAI.Benchmarks;

/// <summary>One figure that the product is held to.</summary>
/// <param name="Name">Slice and what is measured, for example <c>formats/parquet-write</c>;
/// what <c>bench FILTER</c> matches.</param>
/// <param name="Unit">Of the figure, for example <c>rows/s</c> or <c>s</c>.</param>
/// <param name="Run">Does the work once and returns the figure; its own warm-up is its own affair.</param>
public sealed record Benchmark(string Name, string Unit, Func<CancellationToken, Task<double>> Run)
{
    /// <summary>The figure is good at or above this.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The figure is good at or below this.</summary>
    public double? AtMost { get; init; }

    /// <summary>Half the 95 % interval around the figure, once it has run; null where it runs once.</summary>
    public Func<double>? HalfWidth { get; init; }

    /// <summary>
    /// Whether the figure is a quotient of two measurements side by side, which depends little on the machine.
    /// </summary>
    public bool IsRatio => Unit is "ratio" or "share" or "auc" or "of 100";

    /// <summary>The bound in words, or null where the figure has none.</summary>
    public string? Target =>
        this switch
        {
            { AtLeast: { } least } => string.Create(CultureInfo.InvariantCulture, $"≥ {least:#,##0.####}"),
            { AtMost: { } most } => string.Create(CultureInfo.InvariantCulture, $"≤ {most:#,##0.####}"),
            _ => null,
        };

    public bool Holds(double figure) => !(figure < AtLeast) && !(figure > AtMost);
}
