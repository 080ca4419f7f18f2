using System.Globalization;
using System.Text;
using AethergenAI.Recipes.Checks;
using AethergenAI.Statistics;

namespace AethergenAI.Cards;

/// <summary>The card's figures as CSV (RFC 4180, UTF-8): one row per cell and measure.</summary>
public static class CardCsv
{
    public static string Render(AblationCard card)
    {
        string[] factors = [.. card.Design.Factors.Select(factor => factor.Name)];
        var text = new StringBuilder();
        Append(
            text,
            [
                "cell",
                .. factors,
                "baseline",
                "best",
                "may_be_best",
                "trials",
                "failures",
                "measure",
                "in_family",
                "repeats",
                "mean",
                "low",
                "high",
                "interval",
                "difference",
                "difference_low",
                "difference_high",
                "effect_size",
                "p",
                "adjusted_p",
            ]
        );
        foreach (var measure in card.Analysis.Measures)
        {
            foreach (var estimate in measure.Cells)
            {
                var cell = card.Cells[estimate.Cell - 1];
                var difference = measure.Differences.FirstOrDefault(known => known.Cell == estimate.Cell);
                Append(
                    text,
                    [
                        Text(cell.Cell),
                        .. factors.Select(factor => cell.Levels[factor].ToString()),
                        Text(cell.Baseline),
                        Text(cell.Best),
                        Text(cell.MayBeBest),
                        Text(cell.Trials),
                        Text(cell.Failures),
                        measure.Name,
                        Text(measure.InFamily),
                        Text(estimate.Repeats),
                        Text(estimate.Mean),
                        Text(estimate.Interval?.Low),
                        Text(estimate.Interval?.High),
                        RecipeKeys.Names(typeof(IntervalMethod))[(int)estimate.Method],
                        Text(difference?.Mean),
                        Text(difference?.Interval?.Low),
                        Text(difference?.Interval?.High),
                        Text(difference?.EffectSize),
                        Text(difference?.P),
                        Text(difference?.AdjustedP),
                    ]
                );
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> fields) =>
        text.AppendJoin(',', fields.Select(Inert).Select(Quoted)).Append("\r\n");

    /// <summary>
    /// People open the card in a spreadsheet, which would compute a text that begins like a formula: an apostrophe
    /// before it makes it a text. Numbers stay as they are.
    /// </summary>
    private static string Inert(string field) =>
        field is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]
        && !double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? $"'{field}"
            : field;

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny("\",\r\n") < 0
            ? field
            : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";
}
