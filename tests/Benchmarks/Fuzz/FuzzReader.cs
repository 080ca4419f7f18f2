namespace AethergenAI.Benchmarks.Fuzz;

/// <summary>A reader of files from outside, with valid files to start from.</summary>
/// <param name="Name">For example <c>csv-infer</c>.</param>
/// <param name="Samples">Valid files.</param>
/// <param name="Read">Reads a file as the product does, and uses what was read; the random numbers choose options.
/// Any exception but <see cref="RefusedException"/> is a finding.</param>
internal sealed record FuzzReader(string Name, IReadOnlyList<byte[]> Samples, Action<byte[], Random> Read)
{
    /// <summary>Whether native code reads the file: its memory is no part of what .NET allocates.</summary>
    public bool IsNative { get; init; }

    /// <summary>Whether the files are JSON, which is also changed value by value.</summary>
    public bool IsJson { get; init; }
}
