using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AethergenAI.Measuring;

/// <summary>One figure that an instrument told.</summary>
internal sealed record Measured(double Value, IReadOnlyDictionary<string, string> Tags);

/// <summary>Listens to one of the product's instruments, as a collector does.</summary>
internal sealed class Listening : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<Measured> told = new();

    public Listening(string instrument)
    {
        listener.InstrumentPublished = (published, self) =>
        {
            if (published.Meter.Name == "AethergenAI" && published.Name == instrument)
            {
                self.EnableMeasurementEvents(published);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Add(value, tags));
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Add(value, tags));
        listener.Start();
    }

    /// <summary>What was told so far about an organisation.</summary>
    public IReadOnlyList<Measured> Of(object tenant) =>
        [.. told.Where(one => one.Tags.GetValueOrDefault("tenant") == $"{tenant}")];

    /// <summary>What was told so far of nobody in particular.</summary>
    public IReadOnlyList<Measured> OfNobody() => [.. told.Where(one => !one.Tags.ContainsKey("tenant"))];

    /// <summary>Asks the gauges.</summary>
    public void Ask()
    {
        told.Clear();
        listener.RecordObservableInstruments();
    }

    public void Dispose() => listener.Dispose();

    private void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var named = new Dictionary<string, string>();
        foreach (var (name, tag) in tags)
        {
            named[name] = $"{tag}";
        }
        told.Enqueue(new Measured(value, named));
    }
}
