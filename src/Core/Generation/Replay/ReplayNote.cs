using System.Globalization;
using AethergenAI.Statistics;

namespace AethergenAI.Generation.Replay;

/// <summary>What the share of nearer rows says of a fit, in words for the person who fits.</summary>
public static class ReplayNote
{
    /// <summary>A model is shown not to replay its seed where the interval of the share lies below.</summary>
    public const double Tolerated = 0.53;

    /// <summary>The share of the rows that is held back from the fit, if they are few; else half of it.</summary>
    private const double HeldShare = 0.2;

    private const int SmallRows = 2000;

    /// <param name="rows">The rows of the seed.</param>
    /// <param name="held">The number of held-back rows.</param>
    /// <param name="share">
    /// See <see cref="TokenReplay"/>. Its excess over one half grows with about the root of the rows compared:
    /// measured on bike_sharing, see docs/3-generation.md.
    /// </param>
    /// <param name="interval">Its 95 % interval.</param>
    /// <returns>Null where the interval lies below <see cref="Tolerated"/>.</returns>
    public static string? Of(int rows, int held, double share, Interval interval)
    {
        if (interval.High < Tolerated)
        {
            return null;
        }
        string measured = string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * share:0.0} % of the rows it draws lie nearer to one of {held:N0} seed rows it learned from "
                + $"than to one of {held:N0} rows held back from it (95 % interval {100 * interval.Low:0.0} to "
                + $"{100 * interval.High:0.0}; 50 if it remembers none)."
        );
        const double Room = Tolerated - 0.5;
        if (interval.Low > 0.5)
        {
            double excess = (share - 0.5) * Math.Sqrt((rows - held) / (double)held);
            // What is remembered of a row falls with the root of the rows at best.
            double enough = rows * Math.Pow(excess / Room, 2);
            string rest = string.Create(
                CultureInfo.InvariantCulture,
                $"Against all rows it learned from, that is about {100 * (0.5 + excess):0} %."
            );
            return excess <= Room
                ? $"The network remembers rows of the seed: {measured} {rest}"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"The network remembers rows of the seed: {measured} {rest} "
                        + $"For {100 * Tolerated:0} % or less the seed needs at least {Rounded(enough):N0} rows."
                );
        }
        double needed = held * Math.Pow((interval.High - interval.Low) / 2 / Room, 2) / HeldShare;
        double tell = needed < SmallRows ? needed : 2 * needed;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The seed is too small to tell whether the network remembers its rows: {measured} "
                + $"About {Rounded(Math.Max(tell, rows + 1)):N0} rows would tell."
        );
    }

    /// <summary>Up to two significant digits.</summary>
    private static double Rounded(double rows)
    {
        double unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(rows)) - 1));
        return Math.Ceiling(rows / unit) * unit;
    }
}
