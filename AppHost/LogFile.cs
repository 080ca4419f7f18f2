using System.Globalization;
using System.Text;

namespace AethergenAI.AppHost;

/// <summary>
/// A file of lines that never grows beyond its limit: a full one becomes <c>NAME.1</c>, and the one before that is
/// deleted. Lines that a full disk does not take are counted, and the count is written once there is room again.
/// </summary>
/// <param name="path">Appended to where it exists.</param>
/// <param name="largest">The limit of each of the two files, in bytes.</param>
/// <param name="open">Opens a file to append to it; null: as files are opened.</param>
internal sealed class LogFile(string path, long largest = LogFile.Largest, Func<string, Stream>? open = null)
    : IDisposable
{
    internal const long Largest = 20 << 20;

    private readonly Func<string, Stream> open = open ?? Open;
    private Stream? stream;
    private long length;
    private int lost;
    private bool torn; // whether the last line may stand there in part

    public string Path => path;

    /// <summary>Writes the line, or counts it as lost; never throws for want of a disk.</summary>
    public void Append(string line)
    {
        try
        {
            Turn();
            byte[] bytes = Encoding.UTF8.GetBytes($"{Missed()}{line}{Environment.NewLine}");
            stream!.Write(bytes);
            stream.Flush();
            length += bytes.Length;
            (lost, torn) = (0, false);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            lost++;
            torn |= stream is not null;
            Close();
        }
    }

    public void Dispose() => Close();

    /// <summary>Opens the file, and begins a new one where it is full.</summary>
    private void Turn()
    {
        if (stream is null)
        {
            length = File.Exists(path) ? new FileInfo(path).Length : 0;
        }
        if (length >= largest)
        {
            Close();
            File.Move(path, path + ".1", overwrite: true);
            length = 0;
        }
        stream ??= open(path);
    }

    private string Missed()
    {
        string begin = torn ? Environment.NewLine : "";
        return lost == 0
            ? begin
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{begin}({lost:N0} lines are missing here: the log could not be written){Environment.NewLine}"
            );
    }

    private void Close()
    {
        Stream? closed = stream;
        stream = null;
        try
        {
            closed?.Dispose();
        }
        catch (IOException)
        {
            return; // nothing is buffered, so nothing more is lost
        }
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
