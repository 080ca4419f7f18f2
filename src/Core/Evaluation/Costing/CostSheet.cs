namespace AethergenAI.Evaluation.Costing;

/// <summary>The resources that making the rows used; null where they were not measured.</summary>
/// <param name="FitSeconds">Elapsed time of the fit.</param>
/// <param name="SampleSeconds">Elapsed time of the sampling.</param>
/// <param name="CpuSeconds">Processor time of both, over all cores.</param>
/// <param name="GpuSeconds">Elapsed time of the stages that held a GPU.</param>
/// <param name="Bytes">The size of the files that were written: model and rows.</param>
public sealed record Usage(
    double? FitSeconds,
    double? SampleSeconds,
    double? CpuSeconds,
    double? GpuSeconds,
    long? PeakMemoryBytes,
    long? Bytes,
    long? Rows
);

/// <summary>
/// Electricity and money for the resources used: <c>kWh = overhead·(core hours·W + GPU hours·W + GiB hours·W)/1000</c>
/// and <c>money = core hours·price + GPU hours·price + GiB hours·price + GiB written·price of a month + kWh·price</c>.
/// Memory is priced at its peak for the elapsed time. These are estimates from prices and nominal
/// power draw, not measurements.
/// </summary>
public static class CostSheet
{
    private const double Gib = 1L << 30,
        Hour = 3600;

    public static Cost Of(Usage usage, Prices prices)
    {
        double? wall =
            usage.FitSeconds is null && usage.SampleSeconds is null
                ? null
                : (usage.FitSeconds ?? 0) + (usage.SampleSeconds ?? 0);
        double? kilowattHours = null,
            money = null;
        if (usage.CpuSeconds is { } cpu)
        {
            double cores = cpu / Hour,
                gpus = (usage.GpuSeconds ?? 0) / Hour;
            double memory = (usage.PeakMemoryBytes ?? 0) / Gib * (wall ?? cpu) / Hour;
            double wattHours =
                (cores * prices.WattsPerCore) + (gpus * prices.WattsPerGpu) + (memory * prices.WattsPerGibMemory);
            kilowattHours = prices.Overhead * wattHours / 1000;
            money =
                (cores * prices.CpuCoreHour)
                + (gpus * prices.GpuHour)
                + (memory * prices.MemoryGibHour)
                + ((usage.Bytes ?? 0) / Gib * prices.StorageGibMonth)
                + (kilowattHours * prices.KilowattHour);
        }

        return new Cost(
            usage.FitSeconds,
            usage.SampleSeconds,
            null,
            usage.CpuSeconds,
            usage.PeakMemoryBytes,
            Thousandth(usage.SampleSeconds)
        )
        {
            GpuSeconds = usage.GpuSeconds,
            Bytes = usage.Bytes,
            KilowattHours = kilowattHours,
            Money = money,
            Prices = new PricesUsed(prices.Name, prices.Date, prices.Currency),
            PerThousandRows =
                usage.Rows is > 0 && usage.CpuSeconds is not null
                    ? new CostPerThousand(
                        Thousandth(usage.CpuSeconds)!.Value,
                        Thousandth(usage.GpuSeconds),
                        Thousandth(kilowattHours)!.Value,
                        Thousandth(money)!.Value
                    )
                    : null,
        };

        double? Thousandth(double? figure) => usage.Rows is > 0 and { } rows ? figure * 1000 / rows : null;
    }
}
