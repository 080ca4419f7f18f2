namespace AethergenAI.Recipes;

internal static class RecipeRefusals
{
    internal static RefusedException Malformed(string format, long line, long position, string reason) =>
        Refuse(
            "recipe.malformed",
            $"The recipe is not {format}: line {line}, position {position}: {reason.TrimEnd('.')}. Correct it there."
        );

    internal static RefusedException MoreThanData(string what, string name, long line) =>
        Refuse(
            "recipe.not-data",
            $"The recipe has a {what} '{name}' on line {line}, but a recipe may hold only plain data. "
                + "Replace it with the data that it stands for."
        );

    internal static RefusedException TooManyParts(int limit) =>
        Refuse("recipe.too-long", $"The recipe has more than {limit:N0} keys and values. Remove what no trial needs.");

    internal static RefusedException TooLong(int characters, int limit) =>
        Refuse(
            "recipe.too-long",
            $"The recipe has {characters:N0} characters; the limit is {limit:N0}. "
                + "Put data into a file and give the file's name in the recipe."
        );

    internal static RefusedException UnknownKey(string path, string? nearest, IEnumerable<string> known) =>
        Refuse("recipe.unknown-key", $"The recipe has no key '{path}'. {Suggest(nearest, known)}");

    internal static RefusedException WrongKind(string path) =>
        Refuse(
            "recipe.wrong-kind",
            $"The recipe's '{path}' is missing or has the wrong type. "
                + "docs/recipe.schema.json says what belongs there."
        );

    internal static RefusedException OutOfRange(string path, string range) =>
        Refuse("recipe.out-of-range", $"The recipe's '{path}' must be {range}. Change it.");

    internal static RefusedException UnknownFactor(string name, string? nearest, IEnumerable<string> known) =>
        Refuse(
            "recipe.unknown-factor",
            $"The recipe varies '{name}', which is neither a setting of a trial nor an option of its generators. "
                + $"{Suggest(nearest, known)}"
        );

    internal static RefusedException OneLevel(string name) =>
        Refuse(
            "recipe.one-level",
            $"The recipe's factor '{name}' has fewer than two levels, so it varies nothing. Add a level, "
                + "or move it to 'base'."
        );

    internal static RefusedException DuplicateLevel(string name, string level) =>
        Refuse(
            "recipe.duplicate-level",
            $"The recipe's factor '{name}' has the level {level} twice, which would count one cell as two. Remove one."
        );

    internal static RefusedException SameCell(int cells, int different) =>
        Refuse(
            "recipe.same-cell",
            $"The recipe's design has {cells:N0} cells, but only {different:N0} of them are different combinations, "
                + "which would count one cell as several. Ask for fewer cells, add levels or widen a range, "
                + "or use a full factorial."
        );

    internal static RefusedException TooManyTrials(string count, int limit) =>
        Refuse(
            "recipe.too-many-trials",
            $"The recipe's factors and repeats make {count} trials; the limit is {limit:N0}. "
                + "Remove levels, factors or repeats."
        );

    internal static RefusedException OverTrialLimit(int count, int limit) =>
        Refuse(
            "recipe.over-trials",
            $"The recipe makes {count:N0} trials, but its 'limits.trials' is {limit:N0}. Raise the limit, "
                + "or remove levels, factors or repeats."
        );

    internal static RefusedException OverEpsilon(double total, double limit) =>
        Refuse(
            "recipe.over-epsilon",
            $"The recipe's private fits would spend ε = {total:0.###} together, but its 'limits.epsilon' is "
                + $"{limit:0.###}. Raise the limit, lower ε, or remove cells or repeats."
        );

    internal static RefusedException LevelsAndRange(string name) =>
        Refuse("recipe.contradiction", $"The recipe varies '{name}' by levels and by a range. Remove one of the two.");

    internal static RefusedException Contradiction(string one, string other, string why) =>
        Refuse("recipe.contradiction", $"The recipe sets {one} and {other}: {why}. Remove or change one of the two.");

    internal static RefusedException MoneyWithoutPrice() =>
        Refuse(
            "recipe.contradiction",
            "The recipe limits money with 'limits.money' but gives no price. Set 'limits.pricePerHour', "
                + "or remove the limit."
        );

    internal static RefusedException RangeNeedsSampling(string name, string design) =>
        Refuse(
            "recipe.range",
            $"The recipe varies '{name}' over a range, which the design '{design}' does not support. "
                + "Use latin-hypercube or random, or list levels under 'factors'."
        );

    internal static RefusedException NothingVaried(string design) =>
        Refuse(
            "recipe.nothing-varied",
            $"The recipe's design is '{design}', but the recipe varies nothing. Add factors, or remove the design."
        );

    internal static RefusedException NotTwoLevels(string factor, string design) =>
        Refuse(
            "recipe.two-levels",
            $"The recipe's design '{design}' needs factors with two levels, but '{factor}' has another number. "
                + "Keep two of its levels, or choose another design."
        );

    internal static RefusedException OtherDesign(string path, string design) =>
        Refuse(
            "recipe.other-design",
            $"The recipe's '{path}' applies only to {design} design. Remove it, or change 'design.kind'."
        );

    internal static RefusedException NotAFactor(string path, string name, string? nearest, IEnumerable<string> known) =>
        Refuse(
            "recipe.not-a-factor",
            $"The recipe's '{path}' names '{name}', which the recipe does not vary. {Suggest(nearest, known)}"
        );

    internal static RefusedException BadGenerator(string word, string why) =>
        Refuse(
            "recipe.bad-generator",
            $"The recipe's design generator '{word}' {why}. Write it as 'factor = other:other'."
        );

    internal static RefusedException NoSuchFraction(string why) =>
        Refuse("recipe.no-such-fraction", $"The fraction does not exist: {why}.");

    internal static RefusedException Aliased(string effect, string with) =>
        Refuse(
            "recipe.aliased",
            $"The recipe asks for the effect '{effect}', but its design confounds it with {with}. "
                + "Choose a design of higher resolution or with more cells, or do not ask for this effect."
        );

    internal static RefusedException TooManyTwoLevelFactors(int factors, int limit) =>
        Refuse(
            "recipe.too-many-factors",
            $"A Plackett–Burman design of {factors} factors is not in this program's tables, which go up to {limit}. "
                + "Remove factors."
        );

    internal static RefusedException UnknownTemplate(string name, string? nearest, IEnumerable<string> known) =>
        Refuse(
            "recipe.unknown-template",
            $"The recipe's 'template' names '{name}', which does not exist. {Suggest(nearest, known)}"
        );

    internal static RefusedException Waits(string template, string part) =>
        Refuse(
            "recipe.waits",
            $"The template '{template}' needs {part}, which this program does not have yet. "
                + "The recipe can be saved and checked, but not run."
        );

    internal static RefusedException UnknownName(
        string path,
        string? name,
        string? nearest,
        IEnumerable<string> known
    ) =>
        Refuse(
            "recipe.unknown-name",
            $"The recipe's '{path}' "
                + $"{(name is null ? "has no name" : $"is '{name}', which is not a known name")}. "
                + $"{Suggest(nearest, known)}"
        );

    internal static RefusedException UnknownMeasure(string path, string? name, string? nearest)
    {
        string said = name is null ? "names no measure" : $"is '{name}', which is not a measure";
        string meant = nearest is null ? "" : $" Did you mean {nearest}?";
        return Refuse(
            "recipe.unknown-measure",
            $"The recipe's '{path}' {said}.{meant} docs/4-evaluation.md lists every measure."
        );
    }

    internal static RefusedException HashMismatch(string claimed, string hash) =>
        Refuse(
            "recipe.hash-mismatch",
            $"The recipe's hash is {hash}, but {claimed} was expected: this is not the recipe that was shared. "
                + "Get the right file, or remove the hash."
        );

    internal static RefusedException UnknownVersion(int version) =>
        Refuse(
            "recipe.unknown-version",
            $"The recipe has version {version}, but this program reads version 1. Use a newer program, "
                + "or write the recipe for version 1."
        );

    private static string Suggest(string? nearest, IEnumerable<string> known)
    {
        string names = string.Join(", ", known.Order(StringComparer.Ordinal));
        string list = names.Length == 0 ? "There is nothing to choose from." : $"Choose one of {names}.";
        return nearest is null ? list : $"Did you mean '{nearest}'? {list}";
    }

    private static RefusedException Refuse(string code, string message) => new(RefusalKind.Invalid, code, message);
}
