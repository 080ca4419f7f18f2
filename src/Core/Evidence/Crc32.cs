namespace AethergenAI.Evidence;

/// <summary>The checksum of zip files: CRC-32 with the reflected polynomial 0xEDB88320 (ISO-HDLC).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Entry((uint)value))];

    /// <param name="crc">The checksum of the bytes before, 0 at the start.</param>
    /// <returns>The checksum of the bytes before and these.</returns>
    internal static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint rest = ~crc;
        foreach (byte value in bytes)
        {
            rest = Table[(rest ^ value) & 0xFF] ^ (rest >> 8);
        }

        return ~rest;
    }

    private static uint Entry(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        }

        return value;
    }
}
