using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>What the rows cost, and by whose prices.</summary>
internal static class CostTable
{
    public static string Render(Cost cost)
    {
        var html = new StringBuilder();
        HtmlTable.Append(
            html,
            "Cost",
            ["What", "Value", "Per 1,000 rows"],
            [
                ["Fit", Seconds(cost.FitSeconds), ""],
                ["Sampling", Seconds(cost.SampleSeconds), Seconds(cost.SecondsPerThousandRows)],
                ["Processor time", Seconds(cost.CpuSeconds), Seconds(cost.PerThousandRows?.CpuSeconds)],
                ["GPU time", Seconds(cost.GpuSeconds), Seconds(cost.PerThousandRows?.GpuSeconds)],
                ["Peak memory", Mebibytes(cost.PeakMemoryBytes), ""],
                ["Files written", Mebibytes(cost.Bytes), ""],
                [
                    "Electricity, estimated",
                    Amount(cost.KilowattHours, "kWh"),
                    Amount(cost.PerThousandRows?.KilowattHours, "kWh"),
                ],
                [
                    "Money, estimated",
                    Amount(cost.Money, cost.Prices?.Currency),
                    Amount(cost.PerThousandRows?.Money, cost.Prices?.Currency),
                ],
            ]
        );
        if (cost.Prices is { } prices)
        {
            html.Append($"<p class='muted small'>Prices of {prices.Date:yyyy-MM-dd}: {Markup.Text(prices.Name)}</p>");
        }
        return html.ToString();
    }

    /// <summary>The one line beside the heading.</summary>
    public static string Digest(Cost cost) =>
        cost.CpuSeconds is not { } cpu ? "not measured" : $"{cpu:0.0} CPU seconds{Money(cost)}";

    private static string Money(Cost cost) =>
        cost.Money is { } money ? $", {Amount(money, cost.Prices?.Currency)}" : "";

    private static string Seconds(double? seconds) => seconds is { } value ? $"{value:0.00} s" : "not measured";

    private static string Mebibytes(long? bytes) => bytes is { } count ? $"{count / 1048576.0:N1} MiB" : "not measured";

    private static string Amount(double? figure, string? unit) =>
        figure is { } amount ? $"{amount:0.######} {Markup.Text(unit)}" : "not measured";
}
