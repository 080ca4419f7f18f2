namespace AethergenAI.Launcher.Publishing;

/// <summary>Something that was published, or could not be.</summary>
/// <param name="Path">Where it is; null where it was not made.</param>
/// <param name="Remarks">What to know of it: what it lacks, or why it was not made. Null says nothing.</param>
internal sealed record Product(string Name, string? Path, params IReadOnlyList<string?> Remarks)
{
    public IEnumerable<string> Notes => Remarks.OfType<string>();

    public static Product NotMade(string name, IReadOnlyList<string> output) => new(name, null, Reasons(output));

    /// <summary>The distinct errors of a build, or its last lines where it names none.</summary>
    internal static IReadOnlyList<string> Reasons(IReadOnlyList<string> output)
    {
        const string Mark = ": error ";
        string[] errors =
        [
            .. output
                .Where(line => line.Contains(Mark, StringComparison.Ordinal))
                .Select(line => line[(line.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..])
                .Select(line => line.Split(" [", 2)[0].Trim())
                .Distinct(),
        ];
        return errors.Length > 0 ? errors : [.. output.TakeLast(10)];
    }
}
