using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Sampling;

/// <summary>The cells of the rows being sampled; one array per column, in the schema's order.</summary>
internal sealed class RowBuffer
{
    private readonly IReadOnlyList<ColumnEncoding> encodings;
    private readonly IReadOnlyList<string>?[] levels;
    private readonly IReadOnlyDictionary<string, int> places;

    /// <param name="levels">One per column; null if the column does not hold levels.</param>
    internal RowBuffer(
        IReadOnlyList<ColumnEncoding> encodings,
        IReadOnlyList<string>?[] levels,
        IReadOnlyDictionary<string, int> places,
        int rows
    )
    {
        this.encodings = encodings;
        this.levels = levels;
        this.places = places;
        Numbers = new double[encodings.Count][];
        Codes = new int[encodings.Count][];
        Texts = new string?[encodings.Count][];
        for (int i = 0; i < encodings.Count; i++)
        {
            if (encodings[i] is IdentifierEncoding)
            {
                Texts[i] = new string?[rows];
            }
            else if (levels[i] is not null)
            {
                Codes[i] = new int[rows];
            }
            else
            {
                Numbers[i] = new double[rows];
            }
        }
    }

    /// <summary>NaN is missing; there is no array if the column holds something else.</summary>
    internal double[][] Numbers { get; }

    /// <summary>−1 is missing; there is no array if the column holds something else.</summary>
    internal int[][] Codes { get; }

    /// <summary>Null is missing; there is no array if the column holds something else.</summary>
    internal string?[][] Texts { get; }

    /// <summary>Makes a cell a missing one.</summary>
    internal void Clear(int column, int row)
    {
        if (Numbers[column] is { } numbers)
        {
            numbers[row] = double.NaN;
        }
        else if (Codes[column] is { } codes)
        {
            codes[row] = -1;
        }
        else
        {
            Texts[column][row] = null;
        }
    }

    /// <summary>
    /// A view of the buffer with some of its numeric columns; it also shows cells that are made later.
    /// </summary>
    internal Table NumbersOf(IReadOnlyList<string> columns) =>
        new([.. columns.Select(name => new NumberData { Name = name, Values = Numbers[places[name]] })]);

    internal Table ToTable()
    {
        var columns = new ColumnData[encodings.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            string name = encodings[i].Column;
            columns[i] = encodings[i] switch
            {
                IdentifierEncoding => Identifiers(name, Texts[i]),
                _ when levels[i] is { } known => new LevelData
                {
                    Name = name,
                    Codes = Codes[i],
                    Levels = known,
                },
                _ => new NumberData { Name = name, Values = Numbers[i] },
            };
        }

        return new Table(columns);
    }

    private static LevelData Identifiers(string name, string?[] texts)
    {
        int[] codes = new int[texts.Length];
        var codeOf = new Dictionary<string, int>(texts.Length, StringComparer.Ordinal);
        for (int row = 0; row < texts.Length; row++)
        {
            if (texts[row] is not { } text)
            {
                codes[row] = -1;
            }
            else if (!codeOf.TryGetValue(text, out codes[row]))
            {
                codes[row] = codeOf.Count;
                codeOf.Add(text, codes[row]);
            }
        }

        return new LevelData
        {
            Name = name,
            Codes = codes,
            Levels = [.. codeOf.Keys],
        };
    }
}
