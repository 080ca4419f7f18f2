namespace AethergenAI.Recipes;

internal static class RecipeRefusals
{
    internal static RefusedException Malformed(string format, long line, long position, string reason) =>
        Refuse("recipe.malformed", $"The recipe is not {format}: line {line}, position {position}: {reason.TrimEnd('.')}. Mend it there.");

    internal static RefusedException MoreThanData(string what, string name, long line) =>
        Refuse("recipe.not-data", $"The recipe's {what} '{name}' on line {line} does more than hold data, so it is not read. Write out what it stands for.");

    internal static RefusedException TooLong(int characters, int limit) =>
        Refuse("recipe.too-long", $"The recipe has {characters:N0} characters; the limit is {limit:N0}. A recipe names its data, it does not hold it.");

    internal static RefusedException UnknownKey(string path, string? nearest, IEnumerable<string> known) =>
        Refuse("recipe.unknown-key", $"The recipe has no key '{path}'. {Suggest(nearest, known)}");

    internal static RefusedException WrongKind(string path) =>
        Refuse("recipe.wrong-kind", $"The recipe's '{path}' is missing or of another kind than expected. docs/recipe.schema.json says what belongs there.");

    internal static RefusedException OutOfRange(string path, string range) =>
        Refuse("recipe.out-of-range", $"The recipe's '{path}' must be {range}. Change it.");

    internal static RefusedException UnknownGenerator(string path, string name, string? nearest, IEnumerable<string> known) =>
        Refuse("recipe.unknown-generator", $"The recipe's '{path}' names the generator '{name}', which does not exist. {Suggest(nearest, known)}");

    internal static RefusedException UnknownFactor(string name, string? nearest, IEnumerable<string> known) =>
        Refuse("recipe.unknown-factor", $"The recipe varies '{name}', which is no setting of a trial and no option of a generator in it. {Suggest(nearest, known)}");

    internal static RefusedException UnknownOption(string name, string? nearest, IEnumerable<string> known) =>
        Refuse("recipe.unknown-option", $"The recipe sets 'base.options.{name}', which no generator in it has. {Suggest(nearest, known)}");

    internal static RefusedException OneLevel(string name) =>
        Refuse("recipe.one-level", $"The recipe's factor '{name}' has fewer than two levels, so it varies nothing. Add a level, or move it to 'base'.");

    internal static RefusedException DuplicateLevel(string name, string level) =>
        Refuse("recipe.duplicate-level", $"The recipe's factor '{name}' has the level {level} twice, which would count one cell as two. Remove one.");

    internal static RefusedException TooManyTrials(string count, int limit) =>
        Refuse("recipe.too-many-trials", $"The recipe's factors and repeats make {count} trials; the limit is {limit:N0}. Drop levels, factors or repeats.");

    internal static RefusedException UnknownVersion(int version) =>
        Refuse("recipe.unknown-version", $"The recipe is of version {version}; this program reads version 1. Use a newer program, or write the recipe for version 1.");

    private static string Suggest(string? nearest, IEnumerable<string> known)
    {
        string names = string.Join(", ", known.Order(StringComparer.Ordinal));
        string list = names.Length == 0 ? "There is none to choose from." : $"Known here: {names}.";
        return nearest is null ? list : $"Did you mean '{nearest}'? {list}";
    }

    private static RefusedException Refuse(string code, string message) => new(RefusalKind.Invalid, code, message);
}
