using Hangfire.AspNetCore;
using Hangfire.Logging;
using Microsoft.Extensions.Logging;

namespace AethergenAI.Data.Jobs;

/// <summary>
/// Hangfire logs by one provider for the whole process, which may outlive the host that it came from: it then says
/// nothing.
/// </summary>
internal sealed class JobLogs(ILoggerFactory factory) : ILogProvider
{
    private readonly AspNetCoreLogProvider provider = new(factory);

    public ILog GetLogger(string name)
    {
        try
        {
            return provider.GetLogger(name);
        }
        catch (ObjectDisposedException)
        {
            return new NoLog();
        }
    }

    /// <summary>Drops everything.</summary>
    private sealed class NoLog : ILog
    {
        public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) =>
            false;
    }
}
