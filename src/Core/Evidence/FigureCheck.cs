using System.Text.Json;

namespace AethergenAI.Evidence;

/// <summary>
/// Compares what two documents of a pack say. Numbers may differ in the tenth digit: the verifier in the browser
/// computes them, too (web/src/features/evidence/verify/figures.ts).
/// </summary>
internal sealed class FigureCheck(PackContents contents, List<PackFault> faults)
{
    internal const double Tolerance = 1e-9;

    internal PackContents Contents => contents;

    internal List<PackFault> Faults => faults;

    internal void Same<TSaid, TFound>(TSaid said, TFound found, string file, string what) =>
        Require(AreSame(said, found), file, what);

    internal void Require(bool holds, string file, string what)
    {
        if (!holds)
        {
            faults.Add(PackFaults.Contradiction(file, what));
        }
    }

    internal static bool IsNear(double one, double other) =>
        Math.Abs(one - other) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(one), Math.Abs(other)));

    /// <summary>A figure that is not finite equals none.</summary>
    private static bool AreSame<TSaid, TFound>(TSaid said, TFound found)
    {
        try
        {
            return AreSame(
                JsonSerializer.SerializeToElement(said, Json.Options),
                JsonSerializer.SerializeToElement(found, Json.Options)
            );
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool AreSame(JsonElement one, JsonElement other)
    {
        if (one.ValueKind != other.ValueKind)
        {
            return false;
        }
        switch (one.ValueKind)
        {
            case JsonValueKind.Number:
                return IsNear(one.GetDouble(), other.GetDouble());
            case JsonValueKind.Array:
                return one.GetArrayLength() == other.GetArrayLength()
                    && one.EnumerateArray().Zip(other.EnumerateArray(), AreSame).All(same => same);
            case JsonValueKind.Object:
                return one.EnumerateObject().Count() == other.EnumerateObject().Count()
                    && one.EnumerateObject()
                        .All(member =>
                            other.TryGetProperty(member.Name, out var value) && AreSame(member.Value, value)
                        );
            case JsonValueKind.String:
                return one.GetString() == other.GetString();
            default:
                return true;
        }
    }
}
