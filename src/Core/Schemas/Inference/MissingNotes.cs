namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Says which texts were taken for missing cells, so that a person notices where NA stands for Namibia.
/// </summary>
internal static class MissingNotes
{
    private const int MaxColumns = 20;

    public static IEnumerable<string> Of(IReadOnlyList<ColumnProbe> probes)
    {
        ColumnProbe[] found = [.. probes.Where(probe => probe.Tokens.All.Any())];
        foreach (ColumnProbe probe in found.Take(MaxColumns))
        {
            string tokens = string.Join(", ", probe.Tokens.All.Select(Counted));
            yield return $"Column '{probe.Name}': these texts were taken for missing cells: {tokens}. "
                + "If they are values, declare which texts mean missing.";
        }
        if (found.Length > MaxColumns)
        {
            yield return $"So were texts in {found.Length - MaxColumns:N0} more columns.";
        }
    }

    private static string Counted((string Token, int Cells) count) =>
        $"{count.Token} in {Counts.Of(count.Cells, "cell")}";
}
