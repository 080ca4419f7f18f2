using AethergenAI.Tables;

namespace AethergenAI.Generation.Conditioning;

/// <summary>The refusals about conditions and given rows; docs/problems.md lists the codes.</summary>
public static class ConditionRefusals
{
    public static RefusedException ConditionColumn(string column, string? nearest) =>
        Invalid(
            "generation.condition-column",
            $"The model has no column '{column}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")} The "
                + "schema in model.json lists the columns."
        );

    public static RefusedException ConditionTwice(string column) =>
        Invalid(
            "generation.condition-twice",
            $"The column '{column}' is given more than once. Give each column one value, or one set of shares."
        );

    internal static RefusedException ConditionValue(string column, string expected) =>
        Invalid(
            "generation.condition-value",
            $"The condition on '{column}' does not give {expected}. Correct it, or leave the condition out."
        );

    internal static RefusedException ConditionWithoutValue(string column, char separator) =>
        Invalid(
            "generation.condition-value",
            $"The condition '{column}' names a column and no value. Write {column}{separator}VALUE."
        );

    internal static RefusedException ConditionPattern(IdentifierColumn column) =>
        Invalid(
            "generation.condition-value",
            $"The condition on '{column.Name}' gives a value that the column cannot have: {Form(column)}. "
                + "Correct it, or leave the condition out."
        );

    internal static RefusedException ConditionOnUnique(string constraint) =>
        Invalid(
            "generation.given-unique",
            $"The conditions fix a part of what is {constraint}, so several rows could have the same. "
                + "Ask for one row, leave these conditions out, or switch off the constraint in the schema and fit "
                + "again."
        );

    internal static RefusedException ConditionLevel(string column) =>
        Invalid(
            "generation.condition-level",
            $"The condition on '{column}' gives a value that occurs in no row of the seed, "
                + "so the model knows nothing about it. Correct it, or leave the condition out."
        );

    internal static RefusedException ConditionRange(string column) =>
        Invalid(
            "generation.condition-range",
            $"The condition on '{column}' gives a number outside the range that the schema declares. "
                + "Correct it, or leave the condition out."
        );

    internal static RefusedException ConditionList(string column) =>
        Invalid(
            "generation.condition-range",
            $"The condition on '{column}' gives a number that is not among the values that the schema lists. "
                + "Correct it, or leave the condition out."
        );

    internal static RefusedException GivenList(string column, int row) =>
        Invalid(
            "generation.given-range",
            $"Row {row + 1} of the given rows has a number in column '{column}' that is not among the values that the "
                + "schema lists. Correct it, or leave the cell empty to have it sampled."
        );

    internal static RefusedException GivenPattern(IdentifierColumn column, int row) =>
        Invalid(
            "generation.given-pattern",
            $"Row {row + 1} of the given rows has a value in column '{column.Name}' that the column cannot have: "
                + $"{Form(column)}. Correct it, or leave the cell empty to have it sampled."
        );

    internal static RefusedException GivenTwice(string constraint, int row, int earlier) =>
        Invalid(
            "generation.given-unique",
            $"Row {row + 1} of the given rows is the same as row {earlier + 1} in what is {constraint}. "
                + "Correct one of them, or leave these columns out with --keep."
        );

    internal static RefusedException GivenInPart(string constraint) =>
        Invalid(
            "generation.given-unique",
            $"The given rows have some cells of what is {constraint} and lack others, so a sampled cell could "
                + "repeat a given one. Give all of these cells in every row, or none."
        );

    private static string Form(IdentifierColumn column)
    {
        string check = column.Check is null ? "" : ", with its check digits";
        return column.Pattern is { } pattern ? $"its pattern is {pattern}{check}" : "it has digits only";
    }

    private static RefusedException Invalid(string code, string message) => new(RefusalKind.Invalid, code, message);
}
