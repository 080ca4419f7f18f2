using System.Text;
using AethergenAI.Core.Tests.Tables;
using AethergenAI.Schemas;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>
/// Columns of cells drawn by a form: A is a capital but no vowel, a a small letter, 9 a digit but not 0, h a hex
/// digit, and a letter after a backslash itself.
/// </summary>
internal static class Drawn
{
    /// <param name="forms">Forms with bars between them; each key has one of them.</param>
    /// <param name="missing">One cell in so many is empty; 0: none.</param>
    public static SchemaProposal Infer(string name, string forms, int keys, int rowsEach, int missing = 0) =>
        Of(name, Cells(forms, keys, rowsEach, missing));

    public static IEnumerable<string> Cells(string forms, int keys, int rowsEach, int missing)
    {
        var random = new Random(keys);
        string[] form = forms.Split('|'),
            texts = [.. Enumerable.Range(0, keys).Select(key => Cell(form[key % form.Length], random))],
            cells = [.. Enumerable.Range(0, keys * rowsEach).Select(row => texts[row % keys])];
        random.Shuffle(cells);
        return cells.Select((cell, row) => missing > 0 && row % missing == 0 ? "" : cell);
    }

    public static SchemaProposal Of(string name, IEnumerable<string> cells) => Files.Infer(Text(name, cells));

    /// <summary>A file of the column and of another one, whose cells are all the same.</summary>
    public static string Text(string name, IEnumerable<string> cells) =>
        $"{name}\tother\n" + string.Concat(cells.Select(cell => $"{cell}\tx\n"));

    private static string Cell(string form, Random random)
    {
        var text = new StringBuilder();
        for (int at = 0; at < form.Length; at++)
        {
            text.Append(
                form[at] switch
                {
                    '\\' => form[++at],
                    'A' => "BCDFGHJKLMNPRSTVWXYZ"[random.Next(20)],
                    'a' => "abcdefghijklmnopqrst"[random.Next(20)],
                    '9' => (char)('1' + random.Next(9)),
                    'h' => "0123456789abcdef"[random.Next(16)],
                    'H' => "0123456789ABCDEF"[random.Next(16)],
                    char c => c,
                }
            );
        }
        return text.ToString();
    }
}
