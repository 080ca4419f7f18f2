using AethergenAI.Generation.Sampling;

namespace AethergenAI.Generation;

/// <summary>The refusals about generation; docs/problems.md lists the codes.</summary>
public static class GenerationRefusals
{
    internal static RefusedException NoColumns() =>
        Invalid("generation.no-columns", "The schema has no columns, so there is nothing to generate. Add one.");

    internal static RefusedException NoRows() =>
        Invalid(
            "generation.no-rows",
            "The seed has no rows, so there is nothing to learn from. Use a seed with at least ten rows."
        );

    internal static RefusedException MissingColumn(string column) =>
        Invalid(
            "generation.seed-column",
            $"The seed has no column '{column}' of the kind that the schema declares. Read the seed with this schema."
        );

    internal static RefusedException NotFinite(string column, int row) =>
        Invalid(
            "generation.not-finite",
            $"Column '{column}' holds an infinite number in row {row + 1}. Make the cell missing, or remove the row."
        );

    internal static RefusedException UnknownColumn(string constraint, string why) =>
        Invalid(
            "generation.constraint-column",
            $"The constraint {constraint} names a column that is not in the schema. {why} Correct the name, "
                + "or remove the constraint."
        );

    internal static RefusedException Misfit(string constraint, string why) =>
        Invalid(
            "generation.constraint-kinds",
            $"The constraint {constraint} does not fit its columns. {why} Change the columns or their kinds, "
                + "or remove the constraint."
        );

    internal static RefusedException CannotHold(string constraint, string why) =>
        Invalid(
            "generation.unsatisfiable",
            $"No row can satisfy the constraint {constraint}. {why} Correct it, or switch it off."
        );

    internal static RefusedException NoValidRow(string what) =>
        Invalid(
            "generation.seed-contradicts",
            $"No row of the seed satisfies {what}. Correct the schema, or switch the constraint off."
        );

    internal static RefusedException UniqueInCombinations(string column) =>
        Invalid(
            "generation.unique-in-combinations",
            $"Column '{column}' must be unique, but may only hold combinations that occur in the seed, "
                + "so its keys would have to be copied. Switch off one of the two constraints."
        );

    internal static RefusedException UniqueContinuous(string column) =>
        Invalid(
            "generation.unique-continuous",
            $"Column '{column}' must be unique, but holds continuous numbers. Declare its step, "
                + "make it an identifier, or switch off the constraint."
        );

    /// <param name="last">The last row that is asked for, counted from 1.</param>
    internal static RefusedException UniqueExhausted(string column, long size, long last) =>
        Invalid(
            "generation.unique-exhausted",
            $"The key of '{column}' must be unique, but its columns have only {Counts.Of(size, "different key")}, "
                + $"too few for row {last:N0}. Ask for fewer rows, or widen the ranges or the pattern of these columns."
        );

    internal static RefusedException SumBound(string sum, string bound) =>
        Invalid(
            "generation.sum-bound",
            $"The constraint {sum} leaves no column to compute, "
                + $"because '{bound}' and the others are already determined by a key or another sum. "
                + "Switch off one of these constraints."
        );

    internal static RefusedException NotMet(UnmetRow unmet, int attempts) =>
        Invalid(
            "generation.constraint-not-met",
            $"Row {unmet.Row + 1:N0} broke {unmet.Constraint} in all of {attempts} draws, "
                + "because the constraints leave too little room for what the model learned. "
                + "Relax or switch off one of them, or use a seed with more rows that satisfy it."
        );

    /// <summary>Names the place of options in messages if the caller gives none.</summary>
    internal const string Here = "the request";

    /// <param name="generators">None of them has the option.</param>
    /// <param name="place">Where the option is set.</param>
    public static RefusedException UnknownOption(
        IReadOnlyCollection<GeneratorDescription> generators,
        string option,
        string place = Here
    )
    {
        string owners = string.Join(" or ", generators.Select(generator => generator.Name));
        string[] known = [.. generators.SelectMany(generator => generator.Options).Select(own => own.Name).Distinct()];
        string choice =
            known.Length == 0 ? "It has no options: remove this one." : $"Choose one of {string.Join(", ", known)}.";
        return Invalid(
            "generation.unknown-option",
            $"'{option}' is not an option of {owners}, and {place} sets it.{Meant(option, known)} {choice}"
        );
    }

    /// <param name="known">The names to choose from.</param>
    /// <param name="place">Where the name is written; null: the message does not say.</param>
    public static RefusedException UnknownGenerator(string name, IEnumerable<string> known, string? place = null)
    {
        string[] names = [.. known];
        return Invalid(
            "generation.unknown-generator",
            $"There is no generator '{name}'{(place is null ? "" : $", which {place} names")}.{Meant(name, names)} "
                + $"Choose one of {string.Join(", ", names)}."
        );
    }

    /// <param name="place">Where the value is set.</param>
    /// <param name="wanted">What the option must be here; null: its general rule.</param>
    public static RefusedException OptionRange(
        GeneratorDescription generator,
        GeneratorOption option,
        string value,
        string place,
        string? wanted = null
    ) =>
        Invalid(
            "generation.option-range",
            $"'{option.Name}' of {generator.Name} must be {wanted ?? option.Wanted}; "
                + $"{place} says {(value.Length == 0 ? "nothing" : value)}. Change it."
        );

    internal static RefusedException BadRows(long rows, long first) =>
        Invalid(
            "generation.row-range",
            $"{rows:N0} rows from row {first:N0} cannot be sampled. Both numbers must be 0 or more."
        );

    internal static RefusedException TooManyRows(long rows) =>
        Invalid(
            "generation.too-many-rows",
            $"{rows:N0} rows do not fit into one table in memory. Write them to a file block by block, "
                + "or ask for fewer rows."
        );

    internal static RefusedException GivenColumn(string column) =>
        Invalid(
            "generation.given-column",
            $"The given rows have a column '{column}' that the model's schema does not have, or has with another kind. "
                + "Remove or rename it."
        );

    internal static RefusedException GivenRedacted(string column, string text) =>
        Invalid(
            "generation.given-redacted",
            $"Column '{column}' is redacted: the model knows only which of its cells are missing, so no text "
                + "can be asked "
                + $"for or kept. Leave the column out, or give '{text}' for a cell that is not missing."
        );

    internal static RefusedException GivenLevel(string column, int row) =>
        Invalid(
            "generation.given-level",
            $"Row {row + 1} of the given rows has a value in column '{column}' that occurs in no row of the seed, "
                + "so the model knows nothing about it. Correct it, or leave the cell empty to have it sampled."
        );

    internal static RefusedException GivenRange(string column, int row) =>
        Invalid(
            "generation.given-range",
            $"Row {row + 1} of the given rows has a number in column '{column}' outside the range "
                + "that the schema declares. Correct it, or leave the cell empty to have it sampled."
        );

    internal static RefusedException Shares(string column) =>
        Invalid(
            "generation.shares",
            $"The shares for '{column}' must each be above 0 and at most 1, and together at most 1. Correct them."
        );

    internal static RefusedException NothingElse(string column) =>
        Invalid(
            "generation.nothing-else",
            $"The shares for '{column}' leave room for other values, "
                + "but the model draws no other values there. Make the shares add up to 1."
        );

    internal static RefusedException GivenCombination(string columns, int row) =>
        Invalid(
            "generation.given-combination",
            $"Row {row + 1} of the given rows has a combination of {columns} that occurs in no row of the seed. "
                + "Correct it, or leave one of the cells empty to have it sampled."
        );

    internal static RefusedException GivenComputed(string column, string from, int row) =>
        Invalid(
            "generation.given-computed",
            $"Row {row + 1} of the given rows gives column '{column}', which is computed from {from}. "
                + "Give those columns too, or leave the cell empty."
        );

    public static RefusedException GivenTooMany(string columns) =>
        Invalid(
            "generation.given-too-many",
            $"The distribution given {columns} needs a sum that is too large to compute. Give fewer columns, "
                + "or all but one of the columns that depend on them."
        );

    internal static RefusedException WeightOfNoColumn(
        GeneratorDescription generator,
        string name,
        IReadOnlyCollection<string> columns
    ) =>
        Invalid(
            "generation.option-range",
            $"'weights' of {generator.Name} must name columns of the schema, but '{name}' is not one."
                + $"{Meant(name, columns)} "
                + $"Choose among {string.Join(", ", columns)}."
        );

    internal static RefusedException ConstraintTooLarge(string constraint, double cells) =>
        Invalid(
            "generation.constraint-too-large",
            $"The constraint {constraint} links two columns with {cells:N0} combinations, "
                + "more than the model may hold. Raise the option model-size, give the columns fewer bins, "
                + "or switch off the constraint."
        );

    internal static RefusedException NoGivenRows() =>
        Invalid("generation.no-given-rows", "The given table has no rows. Give at least one row, or no table.");

    internal static RefusedException ModelVersion(int version) =>
        Invalid(
            "model.version",
            $"The model has format version {version}, but this program reads version 1. "
                + "Use the program that wrote it, or fit again."
        );

    internal static RefusedException ModelMalformed(string why) =>
        Invalid(
            "model.malformed",
            $"model.json is not a model: {why}. Get the file again from where it was made, or fit again."
        );

    internal static RefusedException ModelHash(string what) =>
        Invalid(
            "model.hash",
            $"{what} is not the one that model.json was written with: its SHA-256 differs. "
                + "Get both files again from where they were made, or fit again."
        );

    private static string Meant(string name, IEnumerable<string> known) =>
        Spelling.Nearest(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    private static RefusedException Invalid(string code, string message) => new(RefusalKind.Invalid, code, message);
}
