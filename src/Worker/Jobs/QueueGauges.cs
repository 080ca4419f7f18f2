using System.Diagnostics.Metrics;
using AethergenAI.Data;
using AethergenAI.Data.Jobs;
using Npgsql;

namespace AethergenAI.Worker.Jobs;

/// <summary>
/// Looks every ten seconds at what waits, while somebody listens to the gauges. Each worker tells the same figures, so
/// the largest counts and not their sum. An organisation of which nothing waits any more is told as 0.
/// </summary>
internal sealed class QueueGauges : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly NpgsqlDataSource source;
    private readonly TimeProvider clock;
    private readonly Meter meter = new(Metrics.MeterName);
    private readonly Instrument[] gauges;
    private IReadOnlyList<WaitingWork> waiting = [];

    public QueueGauges(NpgsqlDataSource source, TimeProvider clock)
    {
        (this.source, this.clock) = (source, clock);
        gauges =
        [
            meter.CreateObservableGauge(
                "aethergen.runs.waiting",
                () => Of(work => work.Runs),
                "{run}",
                "Runs that wait"
            ),
            meter.CreateObservableGauge(
                "aethergen.runs.waiting.longest",
                () => Of(work => (long)(work.Longest ?? TimeSpan.Zero).TotalSeconds),
                "s",
                "How long the job of the run that waits longest has existed"
            ),
            meter.CreateObservableGauge(
                "aethergen.trials.waiting",
                () => Of(work => work.Trials),
                "{trial}",
                "Trials that wait for a free slot"
            ),
        ];
    }

    public override void Dispose()
    {
        base.Dispose();
        meter.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (gauges.Any(gauge => gauge.Enabled))
            {
                await LookAsync(stoppingToken);
            }
            await Task.Delay(Period, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            var now = await WaitingWork.ReadAsync(source, ct);
            var gone = waiting
                .ExceptBy(now.Select(Place), Place)
                .Select(work => work with { Runs = 0, Longest = null, Trials = 0 });
            waiting = [.. now, .. gone];
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return;
        }
        catch (Exception outage) when (Outages.Is(outage))
        {
            waiting = []; // a figure of before the outage would look like one of now; the other loops log it
        }

        static (string, Id<Tenancy.Tenant>) Place(WaitingWork work) => (work.Queue, work.Tenant);
    }

    private IEnumerable<Measurement<long>> Of(Func<WaitingWork, long> figure) =>
        waiting.Select(work => new Measurement<long>(
            figure(work),
            new KeyValuePair<string, object?>("queue", work.Queue),
            new KeyValuePair<string, object?>("tenant", work.Tenant.ToString())
        ));
}
