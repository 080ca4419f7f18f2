using System.Text;
using System.Text.Json;

namespace AethergenAI.Core.Tests;

public class CanonicalJsonTests
{
    // RFC 8785, appendix B; a null row there is an error.
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Numbers_are_written_as_the_standard_lists(ulong bits, string expected) =>
        Assert.Equal(expected, CanonicalJson.Number(BitConverter.UInt64BitsToDouble(bits)));

    [Fact]
    public void Numbers_read_back_as_the_same_double()
    {
        ulong state = 1;
        for (int i = 0; i < 20_000; i++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            double number = BitConverter.UInt64BitsToDouble(state);
            if (double.IsFinite(number))
            {
                Assert.Equal(number, JsonSerializer.Deserialize<double>(CanonicalJson.Number(number)));
            }
        }
    }

    // RFC 8785, section 3.2.2 (input) and 3.2.4 (output, in UTF-8).
    [Fact]
    public void The_example_of_the_standard_gives_the_published_bytes()
    {
        const string input = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        byte[] published = Convert.FromHexString(
            string.Concat(
                "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b",
                "3333333333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c",
                "22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d"
            )
        );

        Assert.Equal(published, Canonical(input));
    }

    // RFC 8785, section 3.2.3: the order is that of UTF-16 code units, so the emoji (a surrogate pair)
    // comes before U+FB33.
    [Fact]
    public void Keys_are_sorted_by_their_utf16_code_units()
    {
        const string input = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
             "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """;
        using var sorted = JsonDocument.Parse(Canonical(input));

        Assert.Equal(
            [
                "Carriage Return",
                "One",
                "Control",
                "Latin Small Letter O With Diaeresis",
                "Euro Sign",
                "Emoji: Grinning Face",
                "Hebrew Letter Dalet With Dagesh",
            ],
            sorted.RootElement.EnumerateObject().Select(property => property.Value.GetString())
        );
    }

    [Fact]
    public void A_record_is_written_with_the_names_of_our_documents() =>
        Assert.Equal(
            """{"amount":1,"name":"ü/</>"}""",
            Encoding.UTF8.GetString(CanonicalJson.Serialize(new Sample("ü/</>", 1.0)))
        );

    [Theory]
    [InlineData(9007199254740993)]
    [InlineData(-9007199254740993)]
    [InlineData(long.MaxValue)]
    public void A_whole_number_that_would_change_is_refused(long number) =>
        Assert.Equal(
            "json.inexact-number",
            Assert.Throws<RefusedException>(() => CanonicalJson.Serialize(number)).Code
        );

    [Fact]
    public void A_number_that_is_not_finite_is_refused() =>
        Assert.Equal(
            "json.not-finite",
            Assert.Throws<RefusedException>(() => CanonicalJson.Serialize(new Sample("a", double.NaN))).Code
        );

    // FIPS 180-4, the one-block example.
    [Fact]
    public void Sha256_is_written_in_lower_case_hex() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256.Hex("abc"u8));

    private sealed record Sample(string Name, double Amount);

    private static byte[] Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CanonicalJson.Serialize(document.RootElement);
    }
}
