using System.Globalization;
using AethergenAI.Generation.Sampling;

namespace AethergenAI.Cli;

/// <summary>A row of the <c>--given</c> file that could not be completed.</summary>
/// <param name="Row">Counted from 1.</param>
/// <param name="Imputation">Which completion of the row; null without <c>--imputations</c>.</param>
/// <param name="Constraint">The constraint that it breaks, in words.</param>
internal sealed record UnmetGivenRow(long Row, long? Imputation, string Constraint)
{
    private const int MaxTold = 10;

    internal static UnmetGivenRow Of(UnmetRow unmet, GivenArguments.Known? known)
    {
        long given = known?.Rows ?? long.MaxValue; // without given rows, none can be unmet
        return new(
            (unmet.Row % given) + 1,
            known?.Imputations is null ? null : (unmet.Row / given) + 1,
            unmet.Constraint
        );
    }

    /// <param name="rows">How many rows were to be completed.</param>
    internal static string Told(IReadOnlyList<UnmetGivenRow> unmet, long rows)
    {
        string told = string.Join("; ", unmet.Take(MaxTold).Select(one => one.Words)),
            more = unmet.Count > MaxTold ? $"; and {Counts.Of(unmet.Count - MaxTold, "more row")}" : "",
            all = rows.ToString("N0", CultureInfo.InvariantCulture);
        return $"{Counts.Of(unmet.Count, "row")} of {all} could not be completed, because every draw broke a "
            + $"constraint: {told}{more}. Their given cells stand, and their other cells are empty. Their given "
            + "values leave too little room for what the model learned: change or empty some of them, or relax or "
            + "switch off the constraint and fit again.";
    }

    private string Words =>
        Imputation is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"row {Row:N0}, imputation {number:N0}, broke {Constraint}")
            : string.Create(CultureInfo.InvariantCulture, $"row {Row:N0} broke {Constraint}");
}
