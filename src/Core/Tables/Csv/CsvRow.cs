using System.Buffers;

namespace AethergenAI.Tables.Csv;

/// <summary>Splits one row into cells.</summary>
internal sealed class CsvRow
{
    private readonly List<int> escaped = [];
    private int[] starts = new int[64],
        ends = new int[64];
    private SearchValues<byte>? stops;

    public int Cells { get; private set; }

    /// <summary>Whether the line was empty.</summary>
    public bool Blank { get; private set; }

    /// <summary>The line after the row.</summary>
    public int NextLine { get; private set; }

    public ReadOnlySpan<int> Starts(int columns) => starts.AsSpan(0, columns);

    public ReadOnlySpan<int> Ends(int columns) => ends.AsSpan(0, columns);

    /// <summary>Appends empty cells until the row has <paramref name="columns"/> cells.</summary>
    public void Pad(int columns)
    {
        while (Cells < columns)
        {
            Add(0, 0);
        }
    }

    /// <param name="line">The line of <paramref name="at"/>, from 1.</param>
    /// <param name="final">Whether the text ends with these bytes.</param>
    /// <returns>The start of the next row; −1 if the row continues beyond <paramref name="text"/>.</returns>
    public int Cut(Span<byte> text, int at, byte delimiter, int line, bool final)
    {
        stops ??= SearchValues.Create([delimiter, (byte)'\n', (byte)'\r']);
        (Cells, Blank) = (0, false);
        escaped.Clear();
        if (at >= text.Length)
        {
            return -1;
        }
        while (true)
        {
            int first = at;
            while (first < text.Length && text[first] == ' ')
            {
                first++;
            }
            at =
                first < text.Length && text[first] == '"'
                    ? Quoted(text, first, delimiter, ref line, final)
                    : Plain(text, first, final);
            if (at < 0)
            {
                return -1;
            }
            if (at < text.Length && text[at] == delimiter)
            {
                at++;
                continue;
            }

            if (at < text.Length && text[at] == '\r')
            {
                if (at + 1 == text.Length && !final)
                {
                    return -1;
                }
                if (at + 1 < text.Length && text[at + 1] == '\n')
                {
                    at++;
                }
            }

            NextLine = line + 1;
            Unescape(text);
            return Math.Min(at + 1, text.Length);
        }
    }

    private int Plain(ReadOnlySpan<byte> text, int first, bool final)
    {
        int stop = text[first..].IndexOfAny(stops!);
        if (stop < 0 && !final)
        {
            return -1;
        }
        stop = stop < 0 ? text.Length : first + stop;
        int end = stop;
        while (end > first && text[end - 1] == ' ')
        {
            end--;
        }
        Blank = Cells == 0 && end == first && (stop == text.Length || text[stop] is (byte)'\n' or (byte)'\r');
        Add(first, end);
        return stop;
    }

    private int Quoted(ReadOnlySpan<byte> text, int open, byte delimiter, ref int line, bool final)
    {
        bool doubled = false;
        int close = open + 1;
        while (true)
        {
            int quote = text[close..].IndexOf((byte)'"');
            if (quote < 0)
            {
                return final ? throw CsvRefusals.UnclosedQuote(line) : -1;
            }
            close += quote;
            if (close + 1 == text.Length && !final)
            {
                return -1;
            }
            if (close + 1 == text.Length || text[close + 1] != '"')
            {
                break;
            }
            doubled = true;
            close += 2;
        }

        line += Lines(text[open..close]);
        int at = close + 1;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }
        if (at == text.Length && !final)
        {
            return -1;
        }
        if (at < text.Length && text[at] != delimiter && text[at] is not ((byte)'\n' or (byte)'\r'))
        {
            throw CsvRefusals.StrayQuote(line);
        }
        if (doubled)
        {
            escaped.Add(Cells);
        }
        Add(open + 1, close);
        return at;
    }

    private static int Lines(ReadOnlySpan<byte> text)
    {
        int feeds = text.Count((byte)'\n');
        return feeds > 0 ? feeds : text.Count((byte)'\r');
    }

    /// <summary>
    /// Replaces two quotes by one, in place. Called only on a complete row, because an incomplete row is split again.
    /// </summary>
    private void Unescape(Span<byte> text)
    {
        foreach (int cell in escaped)
        {
            int to = starts[cell];
            for (int from = starts[cell]; from < ends[cell]; from++)
            {
                text[to++] = text[from];
                if (text[from] == '"')
                {
                    from++;
                }
            }

            ends[cell] = to;
        }
    }

    private void Add(int start, int end)
    {
        if (Cells == starts.Length)
        {
            Array.Resize(ref starts, Cells * 2);
            Array.Resize(ref ends, Cells * 2);
        }

        starts[Cells] = start;
        ends[Cells++] = end;
    }
}
