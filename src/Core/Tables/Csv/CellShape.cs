using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>The form of a cell: runs of letters and digits become one sign, everything else stays.</summary>
internal static class CellShape
{
    public const string Number = "#";

    /// <returns>"#" for a number, else for example "A-9" for P-0017, "Aa" for Smith and "9:9" for 08:15.</returns>
    public static string Of(string cell)
    {
        if (IsNumber(cell))
        {
            return Number;
        }
        var shape = new StringBuilder();
        foreach (char letter in cell)
        {
            char sign = letter switch
            {
                _ when char.IsDigit(letter) => '9',
                _ when char.IsUpper(letter) => 'A',
                _ when char.IsLetter(letter) => 'a',
                _ => letter,
            };
            if (shape.Length == 0 || shape[^1] != sign || !(char.IsAsciiLetter(sign) || sign == '9'))
            {
                shape.Append(sign);
            }
        }
        return shape.ToString();
    }

    public static bool IsNumber(string cell)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(cell);
        return NumberText.TryParse(bytes, (byte)'.', out _) || NumberText.TryParse(bytes, (byte)',', out _);
    }
}
