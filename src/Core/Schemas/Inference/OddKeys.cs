using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Keys that would all be numbers but for a few words: a line of totals, a header that is repeated, or a row of units
/// stands among the rows.
/// </summary>
internal static class OddKeys
{
    /// <returns>What is in doubt and what to do; null: nothing.</returns>
    public static string? Doubt(ColumnProbe probe, Column judged)
    {
        NumberProbe plain = probe.Plain;
        bool few = plain.Tried && plain.Failures > 0 && plain.Failures * 10L <= probe.Texts.Count;
        if (judged is not IdentifierColumn || !few || !plain.Odds.AreWords)
        {
            return null;
        }
        string cells = plain.Failures == 1 ? "one cell" : $"{plain.Failures:N0} cells";
        return $"All but {cells} are numbers, the first in row {plain.FirstFailure:N0} (of the form {plain.Odds}). "
            + "If it belongs to a total, a repeated header or a note, take that line out and infer again; if these are "
            + "keys, confirm the kind.";
    }
}
