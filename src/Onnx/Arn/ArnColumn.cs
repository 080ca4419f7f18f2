using System.Text.Json.Serialization;
using AethergenAI.Generation.Encodings;

namespace AethergenAI.Onnx.Arn;

/// <summary>A model column as the network sees it.</summary>
/// <param name="Counts">Seed rows with each token.</param>
/// <param name="Classes">
/// For each token the class that the network tells apart: its own, or one that it shares with other rare tokens,
/// drawn inside the class by how often each occurs.
/// </param>
/// <param name="Slot">How many numbers the column has in the context.</param>
/// <param name="Ordered">Whether the classes' order means something.</param>
/// <param name="Marks">Model columns of two tokens on which it depends whether there is a token at all;
/// drawn before this one.</param>
/// <param name="ThereWhereMarked">False: there is no token where any mark is 1. True:
/// there is one only where any mark is 1.</param>
internal sealed record ArnColumn(
    IReadOnlyList<int> Counts,
    IReadOnlyList<int> Classes,
    int Slot,
    bool Ordered,
    IReadOnlyList<int> Marks,
    bool ThereWhereMarked
)
{
    /// <summary>How many classes there are.</summary>
    [JsonIgnore]
    public int ClassCount { get; } = Classes.Max() + 1;

    /// <summary>The share of each class among the seed's tokens, half a row added to each.</summary>
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

    /// <summary>For each class the middle of its part of the cumulative distribution, in (−1, 1).</summary>
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

/// <summary>The columns of an encoded seed as the network sees them.</summary>
internal static class ArnColumns
{
    /// <summary>
    /// Beyond so many tokens the rarest share classes, so that a column of names costs no more than one of numbers.
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
                Add(levels.ModelColumn, [encoding.Missing]);
                break;
            case NumberEncoding numbers:
                Add(numbers.ModelColumn, [encoding.Missing]);
                break;
            case CalendarEncoding calendar:
                foreach (var part in calendar.Parts)
                {
                    Add(part.ModelColumn, [encoding.Missing]);
                }
                break;
            case GapEncoding gap:
                Add(gap.ModelColumn, [encoding.Missing, .. From([gap.Other])]);
                There(gap.Fallback, From([gap.Other]));
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
    /// The most frequent tokens have a class each; of the others, neighbours (or where order means nothing,
    /// equally rare ones) share.
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

        // Classes are numbered along the tokens, so that an ordered column's classes are in order.
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
