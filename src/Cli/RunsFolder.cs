namespace AethergenAI.Cli;

/// <summary>The output folder of a run if none is given.</summary>
internal static class RunsFolder
{
    /// <summary><c>runs/NAME</c>; a hyphen replaces each series of other characters than letters and digits.</summary>
    internal static string Of(string name)
    {
        char[] letters =
        [
            .. name.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : ' '),
        ];
        string plain = string.Join('-', new string(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Trim('.');
        return Path.Combine("runs", plain.Length == 0 ? "run" : plain);
    }
}
