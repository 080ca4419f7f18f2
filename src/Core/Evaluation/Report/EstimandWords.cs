using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>What a figure is an estimate for, beside the figure.</summary>
internal static class EstimandWords
{
    /// <param name="scope">What the interval covers, shown as a hint.</param>
    public static string Of(Estimand? estimand, IntervalScope? scope = null)
    {
        if (estimand is not { } named)
        {
            return "";
        }
        string hint = scope is null ? "" : $" title='{Markup.Text(scope.Words)}'";
        return $"<div class='small muted'{hint}>{IntervalScope.Name(named)}</div>";
    }

    /// <summary>What the three names mean, for the foot of a report.</summary>
    public static string Key() =>
        "“Of this table” speaks of these synthetic rows; “of this fitted model” of tables that the same fitted "
        + "generator would make; neither of another fit or another seed.";
}
