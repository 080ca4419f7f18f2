using Microsoft.Extensions.Logging;

namespace AethergenAI.ServiceDefaults;

/// <summary>The loggers of a process, in whose lines no exception of the database quotes a row.</summary>
internal sealed class DiscreetLoggers(LoggerFactory loggers) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new DiscreetLogger(loggers.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    /// <summary>The container disposes the loggers.</summary>
    public void Dispose() { }

    private sealed class DiscreetLogger(ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => logger.Log(logLevel, eventId, state, DatabaseFault.Discreet(exception), formatter);
    }
}
