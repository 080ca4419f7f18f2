using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AethergenAI.Api.Tests;

/// <summary>Everything a log could write of its entries.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> All { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        var parts = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
        All.Enqueue(
            $"{logLevel} {formatter(state, exception)} {exception?.Message} {exception} {string.Join(' ', parts)}"
        );
    }

    public void Dispose() { }
}
