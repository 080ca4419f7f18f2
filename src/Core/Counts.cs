using System.Globalization;

namespace AethergenAI;

/// <summary>Says how many there are of something in a message.</summary>
public static class Counts
{
    /// <param name="noun">In the singular; one that takes an s.</param>
    /// <returns>For example "1 row", "1,200 rows", "0 rows".</returns>
    public static string Of(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <param name="one">What follows the noun where there is one: "breaks".</param>
    /// <param name="many">What follows it otherwise: "break".</param>
    /// <returns>For example "1 row breaks", "2 rows break".</returns>
    public static string Of(long count, string noun, string one, string many) =>
        $"{Of(count, noun)} {(count == 1 ? one : many)}";
}
