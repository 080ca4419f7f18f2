namespace AethergenAI.Tables;

/// <summary>A class of letters in an identifier's pattern.</summary>
/// <param name="Mark">How it stands in the pattern.</param>
/// <param name="Letters">In the order of their values.</param>
internal sealed record PatternClass(char Mark, string Letters)
{
    private const string Digits = "0123456789",
        Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        Small = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>The longest pattern, in letters.</summary>
    public const int MaxPattern = 64;

    /// <summary>Makes the next letter of a pattern stand for itself.</summary>
    public const char Escape = '\\';

    /// <summary>The narrowest first.</summary>
    public static readonly IReadOnlyList<PatternClass> All =
    [
        new('#', Digits),
        new('*', Digits + "abcdef"),
        new('%', Digits + "ABCDEF"),
        new('?', Capitals),
        new('~', Small),
        new('^', Digits + Capitals),
        new('`', Digits + Small),
        new('|', Digits + Capitals + Small),
    ];

    public static PatternClass? Of(char mark) => All.FirstOrDefault(kind => kind.Mark == mark);

    /// <summary>Whether a letter has to be escaped to stand for itself.</summary>
    public static bool Marked(char c) => c == Escape || Of(c) is not null;

    /// <param name="hex">Whether letters without digits may be those of a hexadecimal number.</param>
    /// <returns>The narrowest class with all these letters; null if there is none.</returns>
    public static PatternClass? Holding(IReadOnlyList<char> letters, bool hex)
    {
        PatternClass[] kinds =
        [
            .. All.Where(kind => letters.All(c => kind.Letters.Contains(c, StringComparison.Ordinal))),
        ];
        bool words = !hex && letters.All(char.IsAsciiLetter);
        return (words ? Array.Find(kinds, kind => kind.Letters.All(char.IsAsciiLetter)) : null)
            ?? kinds.FirstOrDefault();
    }

    /// <summary>The places of a pattern: a class, or a letter that stands for itself.</summary>
    public static IReadOnlyList<(PatternClass? Kind, char Letter)> Places(string pattern)
    {
        var places = new List<(PatternClass?, char)>();
        for (int at = 0; at < pattern.Length; at++)
        {
            bool escaped = pattern[at] == Escape && at + 1 < pattern.Length;
            char c = escaped ? pattern[++at] : pattern[at];
            places.Add(escaped ? (null, c) : (Of(c), c));
        }

        return places;
    }
}
