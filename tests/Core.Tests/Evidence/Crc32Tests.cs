using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

public sealed class Crc32Tests
{
    /// <summary>The check value of CRC-32/ISO-HDLC: of the digits 1 to 9.</summary>
    [Fact]
    public void Has_the_published_check_value() => Assert.Equal(0xCBF43926, Crc32.Append(0, "123456789"u8));

    [Fact]
    public void Parts_have_the_checksum_of_the_whole() =>
        Assert.Equal(0xCBF43926, Crc32.Append(Crc32.Append(0, "1234"u8), "56789"u8));

    [Fact]
    public void Of_nothing_is_zero() => Assert.Equal(0u, Crc32.Append(0, []));
}
