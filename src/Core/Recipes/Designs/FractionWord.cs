namespace AethergenAI.Recipes.Designs;

/// <summary>
/// Derives a two-level factor from others: <c>d = a:b:c</c>, or <c>d = -a:b:c</c> for the other half.
/// </summary>
/// <param name="Sign">+1 or −1.</param>
internal sealed record FractionWord(string Factor, int Sign, IReadOnlyList<string> Sources)
{
    /// <exception cref="RefusedException">The text does not have this form, or names a factor
    /// that the recipe does not vary.</exception>
    internal static FractionWord Parse(string? text, IReadOnlyCollection<string> factors)
    {
        string[] sides = (text ?? "").Split('=', StringSplitOptions.TrimEntries);
        if (sides.Length != 2 || sides.Any(side => side.Length == 0))
        {
            throw RecipeRefusals.BadGenerator(text ?? "", "does not have the form 'factor = other:other'");
        }

        int sign = sides[1][0] == '-' ? -1 : 1;
        string[] sources = sides[1].TrimStart('-', '+').Split(':', StringSplitOptions.TrimEntries);
        foreach (string name in sources.Prepend(sides[0]))
        {
            if (!factors.Contains(name))
            {
                throw RecipeRefusals.NotAFactor("design.generators", name, Spelling.Nearest(name, factors), factors);
            }
        }

        bool sound = sources.Length >= 2 && sources.Distinct().Count() == sources.Length && !sources.Contains(sides[0]);
        return sound
            ? new FractionWord(sides[0], sign, sources)
            : throw RecipeRefusals.BadGenerator(
                text!,
                "must multiply at least two different factors other than its own"
            );
    }

    public override string ToString() => $"{Factor} = {(Sign < 0 ? "-" : "")}{string.Join(':', Sources)}";
}
