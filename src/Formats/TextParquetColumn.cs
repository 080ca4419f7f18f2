using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using AethergenAI.Tables;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace AethergenAI.Formats;

/// <summary>Writes the texts of levels, which DuckDB reads where they are, without a copy for each cell.</summary>
internal sealed record TextParquetColumn(string Name) : ParquetColumn(Name)
{
    private IReadOnlyList<string>? levelsOf;
    private DuckDbText[] texts = [];
    private byte[] bytes = []; // where the texts that are too long for DuckDbText are

    internal override string SqlType => "VARCHAR";

    internal override DuckDBLogicalType CreateLogicalType() => LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar);

    internal override unsafe void Fill(ColumnData data, int from, int count, nint vector)
    {
        ulong* valid = null;
        var cells = (DuckDbText*)Vectors.DuckDBVectorGetData(vector);
        var levels = (LevelData)data;
        if (!ReferenceEquals(levelsOf, levels.Levels))
        {
            Keep(levels.Levels);
        }
        for (int i = 0; i < count; i++)
        {
            int code = levels.Codes[from + i];
            if (code < 0)
            {
                Missing(vector, ref valid, i);
            }
            else
            {
                cells[i] = texts[code];
            }
        }
    }

    private unsafe void Keep(IReadOnlyList<string> levels)
    {
        bytes = GC.AllocateUninitializedArray<byte>(levels.Sum(Encoding.UTF8.GetByteCount), pinned: true);
        texts = new DuckDbText[levels.Count];
        int begin = 0;
        for (int i = 0; i < texts.Length; i++)
        {
            int length = Encoding.UTF8.GetBytes(levels[i], bytes.AsSpan(begin));
            texts[i] = DuckDbText.Of(bytes.AsSpan(begin, length));
            begin += length;
        }
        levelsOf = levels;
    }
}

/// <summary>A text in a vector of DuckDB (<c>duckdb_string_t</c>): its length, then its bytes if there are at most
/// twelve, otherwise the first four and the address of all.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal unsafe struct DuckDbText
{
    private const int MaxInlined = 12;

    private int length;
    private fixed byte begin[4];
    private nint address;

    /// <param name="text">In memory that does not move, and stays as long as the text is read.</param>
    internal static DuckDbText Of(ReadOnlySpan<byte> text)
    {
        var made = new DuckDbText { length = text.Length };
        if (text.Length <= MaxInlined)
        {
            text.CopyTo(new Span<byte>(made.begin, MaxInlined));
            return made;
        }
        text[..4].CopyTo(new Span<byte>(made.begin, 4));
        made.address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text));
        return made;
    }
}
