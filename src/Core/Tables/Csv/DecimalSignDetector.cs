namespace AethergenAI.Tables.Csv;

/// <summary>The decimal sign of a file's numbers.</summary>
/// <param name="CommaColumns">The number of columns whose cells are numbers with decimal commas.</param>
/// <param name="PointColumns">The number of columns whose cells are numbers with decimal points.</param>
/// <param name="CommaCells">The number of cells with a decimal comma in these columns.</param>
/// <param name="PointCells">The number of cells with a decimal point in these columns.</param>
internal readonly record struct DetectedDecimalSign(int CommaColumns, int PointColumns, int CommaCells, int PointCells)
{
    public bool Comma => CommaColumns > 0 && PointColumns == 0;

    /// <summary>In [0, 1]: n / (n + m + 2) for n cells that have the sign and m that have the other one.</summary>
    public double Sure => (Comma ? CommaCells : PointCells) / (CommaCells + PointCells + 2.0);
}

/// <summary>
/// Finds columns of numbers with decimal commas. Numbers such as 1,234 do not count, because the comma may stand
/// between thousands.
/// </summary>
internal static class DecimalSignDetector
{
    /// <param name="rows">The first rows of the file.</param>
    /// <param name="header">Whether the first of them is the header.</param>
    public static DetectedDecimalSign Detect(List<SampleCell[]> rows, bool header, MissingTokens missing)
    {
        int commas = 0,
            points = 0,
            commaCells = 0,
            pointCells = 0;
        int width = rows.Count == 0 ? 0 : rows[0].Length;
        for (int column = 0; column < width; column++)
        {
            string[] texts =
            [
                .. rows.Skip(header ? 1 : 0)
                    .Where(row => column < row.Length)
                    .Select(row => row[column].Text)
                    .Where(text => !missing.Holds(text)),
            ];
            int withComma = Decimals(texts, ',');
            int withPoint = Decimals(texts, '.');
            commas += withComma > 0 ? 1 : 0;
            points += withPoint > 0 ? 1 : 0;
            commaCells += withComma;
            pointCells += withPoint;
        }

        return new DetectedDecimalSign(commas, points, commaCells, pointCells);
    }

    /// <returns>The number of cells with this decimal sign; 0 unless all cells are such or whole numbers.</returns>
    private static int Decimals(string[] texts, char sign)
    {
        int clear = 0,
            signed = 0;
        foreach (string text in texts)
        {
            string digits = text.TrimStart('-', '+');
            string[] parts = digits.Split(sign);
            if (parts.Length > 2 || !Array.TrueForAll(parts, IsDigits))
            {
                return 0;
            }
            if (parts.Length == 2)
            {
                signed++;
                clear += parts[1].Length != 3 || parts[0].Length > 3 || parts[0] == "0" ? 1 : 0;
            }
        }

        return clear > 0 ? signed : 0;
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
