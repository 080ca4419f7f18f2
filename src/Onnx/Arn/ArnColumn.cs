using System.Text.Json.Serialization;
using AethergenAI.Generation.Encodings;

namespace AethergenAI.Onnx.Arn;

/// <summary>A model column as the network represents it.</summary>
/// <param name="Counts">The number of seed rows with each token.</param>
/// <param name="Classes">
/// For each token its class, the unit that the network predicts. Rare tokens share a class; inside it a token is drawn
/// by its frequency.
/// </param>
/// <param name="Slot">The length of the column's embedding in the context.</param>
/// <param name="Ordered">Whether the order of the classes has a meaning.</param>
/// <param name="Marks">Binary model columns that decide whether this column has a token in a row;
/// they are drawn before it.</param>
/// <param name="ThereWhereMarked">True: the column has a token only in rows where any mark is 1. False: only in rows
/// where no mark is 1.</param>
internal sealed record ArnColumn(
    IReadOnlyList<int> Counts,
    IReadOnlyList<int> Classes,
    int Slot,
    bool Ordered,
    IReadOnlyList<int> Marks,
    bool ThereWhereMarked
)
{
    /// <summary>The number of classes.</summary>
    [JsonIgnore]
    public int ClassCount { get; } = Classes.Max() + 1;

    /// <summary>The share of each class among the seed's tokens, after adding half a row to each class.</summary>
    internal double[] Shares()
    {
        double[] shares = new double[ClassCount];
        shares.AsSpan().Fill(0.5);
        for (int token = 0; token < Counts.Count; token++)
        {
            shares[Classes[token]] += Counts[token];
        }
        double total = shares.Sum();
        return [.. shares.Select(share => share / total)];
    }

    /// <summary>
    /// For each class the midpoint of its interval of the cumulative distribution, scaled to (−1, 1).
    /// </summary>
    internal double[] Ranks()
    {
        double[] shares = Shares(),
            ranks = new double[shares.Length];
        double below = 0;
        for (int i = 0; i < shares.Length; below += shares[i++])
        {
            ranks[i] = (2 * below) + shares[i] - 1;
        }
        return ranks;
    }
}

/// <summary>Makes the network's columns from an encoded seed.</summary>
internal static class ArnColumns
{
    /// <summary>
    /// The maximum number of classes. In columns with more tokens the rarest share classes, so that a column of names
    /// costs no more than a column of numbers.
    /// </summary>
    private const int MaxClasses = 256;

    private const int MaxSlot = 16,
        MaxContext = 768;

    internal static ArnColumn[] Of(EncodedSeed encoded)
    {
        var marks = new (List<int> Columns, bool There)[encoded.Columns.Count];
        for (int i = 0; i < marks.Length; i++)
        {
            marks[i] = ([], false);
        }
        foreach (var encoding in encoded.Encodings)
        {
            Mark(encoding, encoded.Encodings, marks);
        }
        int[][] classes = [.. encoded.Columns.Select(column => Classes(column.Counts(), column.Ordered))];
        double[] slots =
        [
            .. classes.Select(tokens => Math.Min(MaxSlot, 1 + Math.Ceiling(1.4 * Math.Sqrt(tokens.Max() + 1)))),
        ];
        double scale = Math.Min(1, MaxContext / slots.Sum());
        return
        [
            .. encoded.Columns.Select(
                (column, i) =>
                    new ArnColumn(
                        column.Counts(),
                        classes[i],
                        Math.Max(2, (int)(slots[i] * scale)),
                        column.Ordered,
                        [.. marks[i].Columns.Distinct()],
                        marks[i].There
                    )
            ),
        ];
    }

    private static void Mark(
        ColumnEncoding encoding,
        IReadOnlyList<ColumnEncoding> all,
        (List<int> Columns, bool There)[] marks
    )
    {
        int?[] From(IEnumerable<string> columns) =>
            [.. columns.Select(column => all.First(other => other.Column == column).Missing)];
        switch (encoding)
        {
            case LevelEncoding levels:
                Add(levels.ModelColumn, [encoding.Missing, encoding.Repeats?.Flag]);
                break;
            case NumberEncoding numbers:
                Add(numbers.ModelColumn, [encoding.Missing, encoding.Repeats?.Flag]);
                if (numbers.Heaps is { } heaps)
                {
                    Add(heaps.ModelColumn, [encoding.Missing, encoding.Repeats?.Flag]);
                }
                break;
            case CalendarEncoding calendar:
                foreach (var part in calendar.Parts)
                {
                    Add(part.ModelColumn, [encoding.Missing, encoding.Repeats?.Flag]);
                }
                break;
            case GapEncoding gap:
                int?[] apart = [gap.Apart, .. From([gap.Other])];
                Add(gap.ModelColumn, [encoding.Missing, .. apart]);
                if (gap.Heaps is { } multiples)
                {
                    Add(multiples.ModelColumn, [encoding.Missing, .. apart]);
                }
                There(gap.Fallback, apart);
                break;
            case SumEncoding sum:
                There(sum.Fallback, From([.. sum.Plus, .. sum.Minus]));
                break;
        }

        void Add(int column, int?[] from) => marks[column].Columns.AddRange(from.OfType<int>());

        void There(NumberEncoding? fallback, int?[] from)
        {
            if (fallback is null)
            {
                return;
            }
            marks[fallback.ModelColumn] = ([.. from.OfType<int>()], true);
        }
    }

    /// <summary>
    /// The most frequent tokens have a class each. The others share classes: with neighbouring tokens in an ordered
    /// column, otherwise with similarly rare ones.
    /// </summary>
    private static int[] Classes(int[] counts, bool ordered)
    {
        int[] tokens = [.. Enumerable.Range(0, counts.Length)];
        if (counts.Length <= MaxClasses)
        {
            return tokens;
        }
        int[] byCount = [.. tokens.OrderByDescending(token => counts[token]).ThenBy(token => token)];
        var alone = byCount.Take(MaxClasses / 4).ToHashSet();
        int[] rest = [.. (ordered ? tokens : byCount).Where(token => !alone.Contains(token))];
        double each = rest.Sum(token => (double)counts[token]) / (MaxClasses - alone.Count);
        int[] classes = new int[counts.Length];
        double sum = 0;
        int[] key = new int[counts.Length];
        foreach (int token in rest)
        {
            key[token] = (int)Math.Min(sum / each, MaxClasses - alone.Count - 1);
            sum += counts[token];
        }

        // Classes are numbered in the order of their tokens, so that an ordered column's classes are in order.
        var numbers = new Dictionary<(bool Alone, int Key), int>();
        foreach (int token in ordered ? tokens : byCount)
        {
            var name = alone.Contains(token) ? (true, token) : (false, key[token]);
            if (!numbers.TryGetValue(name, out int number))
            {
                numbers[name] = number = numbers.Count;
            }
            classes[token] = number;
        }

        return classes;
    }
}
