using System.Buffers.Binary;

namespace AethergenAI.Cli;

/// <summary>
/// The fields of a message in Protocol Buffers' wire format, one after the other;
/// <see href="https://protobuf.dev/programming-guides/encoding/"/>.
/// </summary>
internal ref struct WireFields(ReadOnlySpan<byte> message)
{
    private const int MaxVarint = 10;

    private ReadOnlySpan<byte> rest = message;

    public int Number { get; private set; }

    /// <summary>The value of a number; 0 for a field that is none.</summary>
    public ulong Value { get; private set; }

    /// <summary>The content of a text, a list or a message; empty for a number.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <returns>False at the end of the message.</returns>
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public bool Next()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        ulong tag = Varint();
        Number = (int)(tag >> 3);
        Value = 0;
        Bytes = default;
        switch (tag & 7)
        {
            case 0:
                Value = Varint();
                break;
            case 1:
                Value = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case 2:
                Bytes = Take(Varint());
                break;
            case 5:
                Value = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            default:
                throw new InvalidDataException();
        }

        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int at = 0; at < MaxVarint && at < rest.Length; at++)
        {
            value |= (ulong)(rest[at] & 0x7F) << (7 * at);
            if (rest[at] < 0x80)
            {
                rest = rest[(at + 1)..];
                return value;
            }
        }

        throw new InvalidDataException();
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)rest.Length)
        {
            throw new InvalidDataException();
        }
        ReadOnlySpan<byte> taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }
}
