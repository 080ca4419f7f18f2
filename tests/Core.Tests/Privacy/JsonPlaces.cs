using System.Text.Json;

namespace AethergenAI.Core.Tests.Privacy;

/// <summary>Where two documents differ.</summary>
internal static class JsonPlaces
{
    /// <summary>The places at which two documents differ; places of a list's entries are one place.</summary>
    internal static SortedSet<string> Differing(string one, string other)
    {
        var places = new SortedSet<string>(StringComparer.Ordinal);
        Compare(JsonElement.Parse(one), JsonElement.Parse(other), "", places);
        return places;
    }

    private static void Compare(JsonElement one, JsonElement other, string place, SortedSet<string> places)
    {
        if (JsonElement.DeepEquals(one, other))
        {
            return;
        }
        if (one.ValueKind == JsonValueKind.Object && other.ValueKind == JsonValueKind.Object)
        {
            var (left, right) = (Members(one), Members(other));
            foreach (string name in left.Keys.Union(right.Keys, StringComparer.Ordinal))
            {
                if (left.TryGetValue(name, out var mine) && right.TryGetValue(name, out var theirs))
                {
                    Compare(mine, theirs, Below(place, name), places);
                }
                else
                {
                    places.Add(Below(place, name));
                }
            }
            return;
        }
        bool sameLength =
            one.ValueKind == JsonValueKind.Array
            && other.ValueKind == JsonValueKind.Array
            && one.GetArrayLength() == other.GetArrayLength();
        if (!sameLength)
        {
            places.Add(place);
            return;
        }
        foreach (var (left, right) in one.EnumerateArray().Zip(other.EnumerateArray()))
        {
            Compare(left, right, $"{place}[]", places);
        }
    }

    private static Dictionary<string, JsonElement> Members(JsonElement document) =>
        document.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);

    private static string Below(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";

    /// <summary>Whether a place is one of some, or below one of them.</summary>
    internal static bool IsIn(string place, IReadOnlyList<string> places) =>
        places.Any(paid =>
            place == paid
            || place.StartsWith($"{paid}.", StringComparison.Ordinal)
            || place.StartsWith($"{paid}[", StringComparison.Ordinal)
        );
}
