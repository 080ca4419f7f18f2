namespace AethergenAI.Cli;

/// <summary>Where a run goes when nobody says where.</summary>
internal static class RunsFolder
{
    /// <summary><c>runs/NAME</c>: letters and digits as they are, everything else one hyphen.</summary>
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
