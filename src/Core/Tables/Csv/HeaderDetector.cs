using System.Globalization;

namespace AethergenAI.Tables.Csv;

/// <summary>What the first line of a file is.</summary>
/// <param name="IsData">Whether it looks like a row of data.</param>
/// <param name="Sure">In [0, 1]; 0.5 if nothing tells.</param>
/// <param name="Cells">The number of its cells; 0 if there is no row to compare them with.</param>
/// <param name="ForHeader">The number of cells that speak for a header.</param>
/// <param name="WeaklyForHeader">The number of cells that do so weakly.</param>
internal readonly record struct DetectedHeader(
    bool IsData,
    double Sure,
    int Cells = 0,
    int ForHeader = 0,
    int WeaklyForHeader = 0
);

/// <summary>
/// Judges whether the first line of a file names the columns. A cell speaks for a header if it has letters where the
/// cells below are numbers, dates or codes, and weakly if it is none of their few texts; it speaks for data if it has
/// their form and digits, or occurs among them more than once. One cell that speaks for a header is enough for one;
/// one that does so weakly outweighs one that speaks for data.
/// </summary>
internal static class HeaderDetector
{
    private const double MinCommon = 0.8;

    /// <summary>The most distinct texts, per 20 rows, of a column whose next text is most likely one of them.</summary>
    private const int FewTexts = 4;
    private const int MinRowsForFew = 20;

    /// <summary>Given names that are frequent in Europe and the Americas, in small letters.</summary>
    private static readonly HashSet<string> GivenNames =
    [
        .. (
            "adam agnieszka alan albert alejandro alex alexander alice amelia amy ana andrea andreas andrew angela "
            + "anita ann anna anne antonio barbara ben benjamin carlos carmen carol caroline catherine charles "
            + "charlotte chris christian christine claire daniel david diana edward elena elizabeth ella emily emma "
            + "eric erik eva ewa francesco frank george giulia grace grzegorz hannah hans harry helen helena henry "
            + "ian ines irene isabel jack jacob james jan jane janet javier jean jennifer jessica joan joanna john "
            + "jonas jorge jose joseph juan julia julie karen karl karolina kate katarzyna kevin klaus krzysztof "
            + "laura lars lena leon linda lisa louis lucas lucia lucy luis magdalena manuel marco marek margaret "
            + "maria marie mario mark markus marta martin mary matthew max mia michael michel miguel monika natalia "
            + "nicole nina oliver olivia pablo patricia patrick paul paula peter philip pierre piotr rachel richard "
            + "robert rosa ruth samuel sandra sara sarah simon sofia sophie stefan stephen steven susan sven teresa "
            + "thomas tom tomasz ursula victoria william wolfgang zofia"
        ).Split(' '),
    ];

    private enum Speaks
    {
        Nothing,
        Data,
        Number,
        WeaklyForHeader,
        Header,
    }

    /// <param name="rows">The first rows of the file, the line in question first.</param>
    public static DetectedHeader Detect(List<SampleCell[]> rows, MissingTokens missing)
    {
        if (rows.Count < 2)
        {
            return new DetectedHeader(IsData: false, 0.5);
        }
        string[] first = [.. rows[0].Select(cell => cell.Text)];
        var columns = Enumerable.Range(0, first.Length).Select(column => Below(rows, column, missing)).ToList();
        Speaks[] votes = [.. columns.Select((below, column) => Vote(first[column], below, missing))];

        int numbers = votes.Count(vote => vote == Speaks.Number);
        bool names = CouldName(first, columns, votes);
        int data = votes.Count(vote => vote == Speaks.Data) + (names ? 0 : numbers);
        int header = votes.Count(vote => vote == Speaks.Header);
        int weakly = votes.Count(vote => vote == Speaks.WeaklyForHeader);
        double speaks = header + 0.5 * weakly;
        bool isData = header == 0 && data > 2 * speaks;
        double right = isData ? data : speaks;
        return new DetectedHeader(isData, (right + 0.5) / (data + speaks + 1), first.Length, header, weakly);
    }

    private static List<string> Below(List<SampleCell[]> rows, int column, MissingTokens missing) =>
        [
            .. rows.Skip(1)
                .Where(row => column < row.Length)
                .Select(row => row[column].Text)
                .Where(text => !missing.Holds(text)),
        ];

    private static Speaks Vote(string cell, List<string> below, MissingTokens missing)
    {
        if (below.Count == 0 || missing.Holds(cell))
        {
            return Speaks.Nothing;
        }
        if (Personal(cell, below))
        {
            return Speaks.Data;
        }
        var common = below.GroupBy(CellShape.Of, StringComparer.Ordinal).MaxBy(group => group.Count())!;
        if (common.Count() < MinCommon * below.Count)
        {
            return Text(cell, below);
        }

        string shape = CellShape.Of(cell);
        bool digits = common.Key.ContainsAny('9', CellShape.Number[0]);
        if (shape == common.Key)
        {
            return digits ? OfForm(shape) : Text(cell, below);
        }
        if (digits)
        {
            return cell.Any(char.IsLetter) ? Speaks.Header : Speaks.Nothing;
        }
        return Text(cell, below) switch
        {
            Speaks.Nothing when common.Count() == below.Count => Speaks.WeaklyForHeader,
            var vote => vote,
        };
    }

    /// <summary>
    /// Whether the cell is a given name, and one below is another; or begins with the number of a house, as most below.
    /// </summary>
    private static bool Personal(string cell, List<string> below) =>
        (Given(cell) && below.Exists(text => text != cell && Given(text)))
        || (House(cell) && below.Count(House) * 2 > below.Count);

    /// <summary>Whether the first word is a given name, as in Anna, Anna Maria and Anna Kowalska.</summary>
    private static bool Given(string cell) => GivenNames.Contains(cell.Split(' ')[0].ToLowerInvariant());

    private static bool House(string cell) =>
        cell.Split(' ') is [var number, var street, ..]
        && number.All(char.IsAsciiDigit)
        && number.Length is > 0 and <= 4
        && street.Length > 1
        && street.All(letter => char.IsLetter(letter) || letter is '.' or ',' or '\'');

    private static Speaks OfForm(string shape) => shape == CellShape.Number ? Speaks.Number : Speaks.Data;

    private static Speaks Text(string cell, List<string> below)
    {
        int same = below.Count(text => text == cell);
        if (same > 1)
        {
            return Speaks.Data;
        }
        int distinct = below.Distinct(StringComparer.Ordinal).Count();
        bool few = below.Count >= MinRowsForFew && distinct * MinRowsForFew <= below.Count * FewTexts;
        return same == 0 && few ? Speaks.WeaklyForHeader : Speaks.Nothing;
    }

    /// <summary>
    /// Whether the first line's numbers may be names, as years and counted columns are: whole, each one more than the
    /// one before, or a single year above numbers that are no years.
    /// </summary>
    private static bool CouldName(string[] first, List<List<string>> columns, Speaks[] votes)
    {
        int[] at = [.. Enumerable.Range(0, first.Length).Where(column => votes[column] == Speaks.Number)];
        var names = new List<int>();
        foreach (int column in at)
        {
            if (!int.TryParse(first[column], NumberStyles.None, CultureInfo.InvariantCulture, out int name))
            {
                return false;
            }
            if (names.Count > 0 && name - names[^1] is not (1 or -1) && !(IsYear(name) && IsYear(names[^1])))
            {
                return false;
            }
            names.Add(name);
        }

        bool lone = names.Count == 1 && !IsYear(names[0]);
        return names.Count > 0 && !lone && !at.Any(column => Continues(first[column], columns[column]));
    }

    private static bool IsYear(int number) => number is >= 1900 and <= 2100;

    /// <summary>Whether the cells below count on from the first line's, or are years like it.</summary>
    private static bool Continues(string cell, List<string> below)
    {
        double start = Value(cell);
        double[] values = [.. below.Take(50).Select(Value)];
        bool counts = values.Length > 1 && values.Index().All(pair => pair.Item == start + pair.Index + 1);
        bool years = IsYear((int)start) && values.All(value => value == Math.Floor(value) && IsYear((int)value));
        return counts || years;
    }

    private static double Value(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
