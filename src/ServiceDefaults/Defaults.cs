using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AethergenAI.ServiceDefaults;

public static class Defaults
{
    /// <summary>
    /// What every process has: logs as JSON lines on standard output, telemetry where OTEL_* asks for it, health,
    /// and an end when its starter is gone. The health of the database needs
    /// a <see cref="System.Data.Common.DbDataSource"/> among the services.
    /// </summary>
    /// <param name="name">The process in telemetry, for example <c>worker</c>.</param>
    public static void AddServiceDefaults(this WebApplicationBuilder builder, string name)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(options =>
        {
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        // One line for each statement or request is tracing's business.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Their lines repeat an exception in their own text; who catches it logs it.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Query", LogLevel.None);
        builder.Services.AddSingleton<LoggerFactory>();
        builder.Services.AddSingleton<ILoggerFactory>(provider => new DiscreetLoggers(
            provider.GetRequiredService<LoggerFactory>()
        ));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(8));
        builder.AddTelemetry(name);
        builder.Services.AddHealth();
        builder.Services.AddHostedService<ParentWatch>();
    }
}
