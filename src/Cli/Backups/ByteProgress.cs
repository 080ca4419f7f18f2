using System.Globalization;

namespace AethergenAI.Cli.Backups;

/// <summary>Says on stderr every two seconds how far a long copy is.</summary>
internal sealed class ByteProgress(string what, long all)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private long last = TimeProvider.System.GetTimestamp();

    private long done;

    internal void Add(long bytes)
    {
        done += bytes;
        if (TimeProvider.System.GetElapsedTime(last) < Pause)
        {
            return;
        }
        last = TimeProvider.System.GetTimestamp();
        string share = all == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{(double)done / all, 4:0%} ");
        Output.Note(string.Create(CultureInfo.InvariantCulture, $"{share}{what} · {done / 1e6:N0} MB"));
    }
}
