namespace AethergenAI.Launcher.Publishing;

/// <summary>The result of one part of a publication.</summary>
/// <param name="Path">The path of the part; null if it could not be made.</param>
/// <param name="Remarks">Notes about what it lacks, or why it was not made; nulls are skipped.</param>
internal sealed record Product(string Name, string? Path, params IReadOnlyList<string?> Remarks)
{
    public IEnumerable<string> Notes => Remarks.OfType<string>();

    public static Product NotMade(string name, IReadOnlyList<string> output) => new(name, null, Reasons(output));

    /// <summary>The distinct errors of a build, or its last lines if it names none.</summary>
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
