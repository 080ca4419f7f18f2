using System.Buffers.Binary;
using System.Text;
using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

/// <summary>A zip of stored files whose headers can be anything.</summary>
internal sealed class OddZip
{
    /// <summary>A field behind the name in both headers.</summary>
    public byte[] Extra { get; init; } = [];

    /// <summary>The first sixteen bits are what Unix says of the file.</summary>
    public uint Attributes { get; init; }

    /// <summary>What stands in the directory in place of a name.</summary>
    public IReadOnlyDictionary<string, string> Renamed { get; init; } = new Dictionary<string, string>();

    public byte[] Write(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        List<byte> zip = [],
            directory = [];
        int count = 0;
        foreach (var (name, bytes) in files)
        {
            int at = zip.Count;
            byte[] common =
            [
                .. U16(20),
                .. U16(0),
                .. U16(0),
                .. U16(0),
                .. U16(0x5A21),
                .. U32(Crc32.Append(0, bytes)),
                .. U32((uint)bytes.Length),
                .. U32((uint)bytes.Length),
                .. U16((ushort)name.Length),
                .. U16((ushort)Extra.Length),
            ];
            zip.AddRange([.. U32(0x04034b50), .. common, .. Encoding.ASCII.GetBytes(name), .. Extra, .. bytes]);
            string listed = Renamed.GetValueOrDefault(name, name);
            directory.AddRange([.. U32(0x02014b50), .. U16(0x031E), .. common, .. U16(0), .. U16(0), .. U16(0)]);
            directory.AddRange([.. U32(Attributes), .. U32((uint)at), .. Encoding.ASCII.GetBytes(listed), .. Extra]);
            count++;
        }

        byte[] end = [.. U32(0x06054b50), .. U16(0), .. U16(0), .. U16((ushort)count), .. U16((ushort)count)];
        return [.. zip, .. directory, .. end, .. U32((uint)directory.Count), .. U32((uint)zip.Count), .. U16(0)];
    }

    /// <param name="id">What the field means to unpackers that know it.</param>
    public static byte[] Field(ushort id, byte[] content) => [.. U16(id), .. U16((ushort)content.Length), .. content];

    private static byte[] U16(ushort value)
    {
        byte[] bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] U32(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
