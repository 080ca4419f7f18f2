using Microsoft.Extensions.Logging;

namespace AethergenAI.AppHost.Tests;

public sealed class SystemLogTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-log-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("""{"LogLevel":"Error","Message":"The disk is full."}""", "The disk is full.")]
    [InlineData("""{"LogLevel":"Error"}""", """{"LogLevel":"Error"}""")]
    [InlineData("""{"LogLevel":"Information","Message":"Started"}""", "it said nothing.")]
    [InlineData("""{"LogLevel":3,"Message":"Started"}""", "it said nothing.")]
    [InlineData("""{"Message":"Started"}""", "it said nothing.")]
    [InlineData("{", "it said nothing.")]
    public void The_last_complaint_is_the_message_of_an_error(string line, string complaint)
    {
        using var log = new SystemLog(Path.Combine(folder.FullName, "log"), TimeProvider.System);
        ILogger worker = log.CreateLogger("AppHost.Resources.worker-1");

        worker.LogInformation("{Line}", line);

        Assert.Equal(complaint, log.LastComplaint("worker-1"));
    }
}
