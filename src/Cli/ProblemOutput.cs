using System.Globalization;
using System.Text;

namespace AethergenAI.Cli;

/// <summary>Turns exceptions from outside the product into refusals or a log file.</summary>
internal static class ProblemOutput
{
    private const int NoSpaceLeft = 28; // ENOSPC
    private const int BrokenPipe = 32; // EPIPE
    private const int QuotaExceeded = 122; // EDQUOT
    private const int DiskFull = unchecked((int)0x80070070); // ERROR_DISK_FULL

    /// <summary>The refusal for a problem that the user or the system caused; null for a bug.</summary>
    internal static RefusedException? AsRefusal(Exception problem) =>
        problem switch
        {
            RefusedException refusal => refusal,
            AggregateException { InnerExceptions: [var only] } => AsRefusal(only),
            FileNotFoundException { FileName: { } file } => CliRefusals.FileMissing(file),
            UnauthorizedAccessException => CliRefusals.NoAccess(Sentence(problem)),
            IOException full when IsDiskFull(full) => CliRefusals.DiskFull(Sentence(problem)),
            IOException => CliRefusals.NotWritable(Sentence(problem)),
            _ => null,
        };

    internal static bool IsDiskFull(IOException problem) => problem.HResult is NoSpaceLeft or QuotaExceeded or DiskFull;

    /// <summary>Whether the reader of our output closed the pipe, as <c>head</c> does.</summary>
    internal static bool IsReaderGone(Exception problem) => problem is IOException { HResult: BrokenPipe };

    private static string Sentence(Exception problem) => problem.Message.TrimEnd('.', ' ') + ".";

    /// <summary>
    /// Logs the type and stack trace of the exception, but not its message, which might quote a cell.
    /// </summary>
    internal static async Task<string> LogAsync(Exception problem)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"aethergen-{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}-{Environment.ProcessId}.log"
        );
        string path = Path.Combine(Path.GetTempPath(), name);
        var text = new StringBuilder();
        for (var at = problem; at is not null; at = at.InnerException)
        {
            text.AppendLine(at.GetType().FullName).AppendLine(at.StackTrace).AppendLine();
        }

        await File.WriteAllTextAsync(path, text.ToString());
        return path;
    }
}
