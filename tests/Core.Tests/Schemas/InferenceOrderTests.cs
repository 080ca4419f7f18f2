using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AethergenAI.Core.Tests.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>What is inferred from a file, and its profile, do not depend on the order of its rows.</summary>
public sealed partial class InferenceOrderTests
{
    [Theory]
    [InlineData("seattle-weather.csv")]
    [InlineData("stocks.csv")]
    [InlineData("flights-airport.csv")]
    [InlineData("airports.csv")]
    [InlineData("birdstrikes.csv")]
    public void A_schema_of_the_same_rows_in_another_order_is_the_same(string name)
    {
        using var stream = Samples.Open(name);
        string[] lines =
        [
            .. new StreamReader(stream).ReadToEnd().Split('\n').Where(line => line.Length > 0).Take(3_001),
        ];
        string[] rows = lines[1..];
        string found = Inferred(rows);

        Assert.Equal(found, Inferred([.. rows.Reverse()]));
        Assert.Equal(found, Inferred([.. rows.Order(StringComparer.Ordinal)]));
        new Random(3).Shuffle(rows);
        Assert.Equal(found, Inferred(rows));

        string Inferred(string[] ordered)
        {
            var proposal = Files.Infer(string.Join('\n', [lines[0], .. ordered]) + "\n");
            string text = JsonSerializer.Serialize(proposal, Json.Indented);
            // The header is judged by the lines after it.
            text = HeaderDoubt().Replace(text, "line 1 is the header");
            // Sums of doubles differ in their last digits.
            return Digits()
                .Replace(text, number =>
                    double.Parse(number.Value, CultureInfo.InvariantCulture)
                        .ToString("G9", CultureInfo.InvariantCulture)
                );
        }
    }

    [GeneratedRegex(@"line 1 is the header \(\d+ % sure\)")]
    private static partial Regex HeaderDoubt();

    [GeneratedRegex(@"\d+\.\d{8,}")]
    private static partial Regex Digits();
}
