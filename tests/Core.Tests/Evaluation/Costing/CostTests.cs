using AethergenAI.Evaluation.Costing;

namespace AethergenAI.Core.Tests.Evaluation.Costing;

public class CostTests
{
    private const string Text = """
        {"version":1,"name":"Ours","date":"2026-05-04","currency":"GBP","cpuCoreHour":0.04,"gpuHour":3,"memoryGibHour":0.01,"storageGibMonth":0.02,
         "kilowattHour":0.25,"wattsPerCore":10,"wattsPerGpu":400,"wattsPerGibMemory":0.5,"overhead":1.5}
        """;

    /// <summary>
    /// Two core hours, half a GPU hour, 4 GiB for one elapsed hour, one GiB written: 1.5·(20 + 200 + 2)
    /// W·h and .08 + 1.5 + .04 + .02 + .333·.25.
    /// </summary>
    [Fact]
    public void An_hour_costs_what_the_price_file_says()
    {
        var cost = CostSheet.Of(
            new Usage(3_000, 600, 7_200, 1_800, 4L << 30, 1L << 30, 50_000),
            PricesReader.Read(Text)
        );
        Assert.Equal(0.333, cost.KilowattHours!.Value, 1e-12);
        Assert.Equal(0.08 + 1.5 + 0.04 + 0.02 + (0.333 * 0.25), cost.Money!.Value, 1e-12);
        Assert.Equal(cost.Money!.Value / 50, cost.PerThousandRows!.Money, 1e-12);
        Assert.Equal(7_200 / 50.0, cost.PerThousandRows.CpuSeconds, 1e-12);
        Assert.Equal(12, cost.SecondsPerThousandRows!.Value, 1e-12);
        Assert.Equal(
            ("Ours", new DateOnly(2026, 5, 4), "GBP"),
            (cost.Prices!.Name, cost.Prices.Date, cost.Prices.Currency)
        );
    }

    [Fact]
    public void What_was_not_measured_is_not_priced()
    {
        var cost = CostSheet.Of(new Usage(null, null, null, null, null, null, 10), PricesReader.Read(Text));
        Assert.Null(cost.Money);
        Assert.Null(cost.KilowattHours);
        Assert.Null(cost.PerThousandRows);
    }

    [Fact]
    public void The_shipped_prices_can_be_read_and_are_dated() =>
        Assert.True(PricesReader.Shipped.Date > new DateOnly(2026, 1, 1));

    [Theory]
    [InlineData("[]", "prices.malformed")]
    [InlineData("{", "prices.malformed")]
    [InlineData("null", "prices.malformed")]
    [InlineData("\"currency\":\"GBP\"", "\"currency\":\"pounds\"", "prices.out-of-range")]
    [InlineData("\"gpuHour\":3", "\"gpuHour\":-3", "prices.out-of-range")]
    [InlineData("\"gpuHour\":3", "\"gpuHuor\":3", "prices.malformed")]
    [InlineData("\"overhead\":1.5", "\"overhead\":0", "prices.out-of-range")]
    [InlineData("\"version\":1", "\"version\":9", "prices.version")]
    [InlineData("\"date\":\"2026-05-04\"", "\"date\":\"May\"", "prices.malformed")]
    public void A_wrong_price_file_is_refused_with_a_code(string part, string instead, string? code = null) =>
        Assert.Equal(
            code ?? instead,
            Assert
                .Throws<RefusedException>(() => PricesReader.Read(code is null ? part : Text.Replace(part, instead)))
                .Code
        );
}
