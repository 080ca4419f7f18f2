namespace AethergenAI.Schemas;

internal static class SchemaRefusals
{
    internal static RefusedException Contradicts(IReadOnlyList<SchemaProblem> problems)
    {
        string more = problems.Count > 1 ? $" (and {problems.Count - 1} more)" : "";
        return new(RefusalKind.Invalid, problems[0].Code, $"{problems[0].Where}: {problems[0].Message}{more}");
    }

    internal static RefusedException NoSuchColumn(string name, string what, IReadOnlyList<string> known) =>
        new(
            RefusalKind.Invalid,
            "schema.unknown-column",
            $"There is no column '{name}' to {what}."
                + (Spelling.Nearest(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "")
                + $" The columns are: {string.Join(", ", known)}."
        );

    internal static RefusedException EverythingDropped() =>
        new(RefusalKind.Invalid, "schema.columns", "Every column would be dropped. Keep at least one.");

    internal static RefusedException Malformed(long line, long position, string reason) =>
        new(
            RefusalKind.Invalid,
            "schema.malformed",
            $"The schema is not JSON: line {line}, position {position}: {reason}. Correct it there."
        );

    internal static RefusedException UnknownKey(string path, string? nearest, IEnumerable<string> known) =>
        new(
            RefusalKind.Invalid,
            "schema.unknown-key",
            $"A schema has no key '{path}'. "
                + $"{(nearest is null ? $"Known here: {string.Join(", ", known)}." : $"Did you mean '{nearest}'?")}"
        );

    internal static RefusedException UnknownKind(string path, string? nearest, IEnumerable<string> known) =>
        new(
            RefusalKind.Invalid,
            "schema.unknown-kind",
            $"{path} does not exist. {(nearest is null ? "" : $"Did you mean '{nearest}'? ")}Choose one of "
                + $"{string.Join(", ", known)}."
        );

    internal static RefusedException WrongValue(string path) =>
        new(
            RefusalKind.Invalid,
            "schema.wrong-value",
            $"{path} is incomplete, or has a value of the wrong type. docs/1-schemas.md says what it must be."
        );
}
