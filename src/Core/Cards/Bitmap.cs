using System.Buffers.Binary;
using System.IO.Compression;

namespace AethergenAI.Cards;

/// <summary>
/// A small drawing in a few colours that is saved as PNG (8 bits per pixel, with a palette).
/// It draws dots, lines and words.
/// </summary>
/// <remarks>PNG Specification, third edition, <see href="https://www.w3.org/TR/png-3/"/>.</remarks>
internal sealed class Bitmap(int width, int height, IReadOnlyList<(byte Red, byte Green, byte Blue)> palette)
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly uint[] Remainders =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(value =>
            {
                uint remainder = (uint)value;
                for (int bit = 0; bit < 8; bit++)
                {
                    remainder = (remainder & 1) == 1 ? 0xEDB88320 ^ (remainder >> 1) : remainder >> 1;
                }
                return remainder;
            }),
    ];

    private readonly byte[] pixels = new byte[width * height];

    internal int Width => width;

    internal int Height => height;

    /// <summary>The palette's index at a place.</summary>
    internal byte this[int x, int y] => pixels[(y * width) + x];

    /// <summary>Ignores what lies outside the drawing.</summary>
    internal void Fill(int x, int y, int wide, int high, byte colour)
    {
        for (int row = Math.Max(0, y); row < Math.Min(height, y + high); row++)
        {
            for (int column = Math.Max(0, x); column < Math.Min(width, x + wide); column++)
            {
                pixels[(row * width) + column] = colour;
            }
        }
    }

    /// <summary>Draws a disc; a hatched disc has diagonal stripes in the background colour.</summary>
    internal void Disc(int x, int y, int radius, byte colour, bool hatched, byte background)
    {
        for (int dy = -radius; dy <= radius; dy++)
        {
            for (int dx = -radius; dx <= radius; dx++)
            {
                int distance = (dx * dx) + (dy * dy);
                if (distance > radius * radius)
                {
                    continue;
                }
                bool stripe = hatched && distance < (radius - 2) * (radius - 2) && (((dx + dy) % 6) + 6) % 6 >= 3;
                Fill(x + dx, y + dy, 1, 1, stripe ? background : colour);
            }
        }
    }

    /// <param name="y">The top of the text.</param>
    /// <param name="scale">Pixels per font pixel.</param>
    internal void Write(string text, int x, int y, int scale, byte colour)
    {
        foreach (char letter in text)
        {
            for (int row = 0; row < PixelFont.Height; row++)
            {
                for (int column = 0; column < PixelFont.Width; column++)
                {
                    if (PixelFont.IsSet(letter, column, row))
                    {
                        Fill(x + (column * scale), y + (row * scale), scale, scale, colour);
                    }
                }
            }

            x += PixelFont.Advance * scale;
        }
    }

    internal static int Measure(string text, int scale) => text.Length * PixelFont.Advance * scale;

    internal byte[] ToPng()
    {
        var png = new MemoryStream();
        png.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 3); // bit depth, indexed colour
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "PLTE"u8, [.. palette.SelectMany(colour => new[] { colour.Red, colour.Green, colour.Blue })]);
        Chunk(png, "IDAT"u8, Compressed());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private byte[] Compressed()
    {
        var bytes = new MemoryStream();
        using (var zlib = new ZLibStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                zlib.WriteByte(0); // no filter
                zlib.Write(pixels, row * width, width);
            }
        }

        return bytes.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(type);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checked(Checked(uint.MaxValue, type), content));
        png.Write(number);
    }

    /// <summary>CRC-32 as the PNG specification defines it (annex D), before the final inversion.</summary>
    private static uint Checked(uint remainder, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            remainder = Remainders[(remainder ^ value) & 0xFF] ^ (remainder >> 8);
        }
        return remainder;
    }
}
