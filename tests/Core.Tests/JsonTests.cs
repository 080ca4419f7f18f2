using System.Text.Json;
using AethergenAI.Runs;

namespace AethergenAI.Core.Tests;

public sealed class JsonTests
{
    private sealed record Reading(string Name, double? Value, TrialFailure? Failure);

    [Fact]
    public void What_was_left_out_because_it_is_null_reads_back()
    {
        var reading = new Reading("loss", null, null);
        string text = JsonSerializer.Serialize(reading, Json.Options);
        Assert.Equal("""{"name":"loss"}""", text);
        Assert.Equal(reading, JsonSerializer.Deserialize<Reading>(text, Json.Options));
    }

    [Fact]
    public void What_is_never_null_is_insisted_on() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Reading>("""{"value":1}""", Json.Options));
}
