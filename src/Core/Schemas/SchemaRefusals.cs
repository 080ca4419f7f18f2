namespace AethergenAI.Schemas;

internal static class SchemaRefusals
{
    internal static RefusedException Contradicts(IReadOnlyList<SchemaProblem> problems)
    {
        string more = problems.Count > 1 ? $" (and {problems.Count - 1} more; 'schema check' lists all)" : "";
        return new(RefusalKind.Invalid, problems[0].Code, $"{problems[0].Where}: {problems[0].Message}{more}");
    }

    internal static RefusedException Malformed(long line, long position, string reason) =>
        new(
            RefusalKind.Invalid,
            "schema.malformed",
            $"The schema is not JSON: line {line}, position {position}: {reason}. Mend it there."
        );

    internal static RefusedException UnknownKey(string path, string? nearest, IEnumerable<string> known) =>
        new(
            RefusalKind.Invalid,
            "schema.unknown-key",
            $"{path} is no key of a schema. "
                + $"{(nearest is null ? $"Known here: {string.Join(", ", known)}." : $"Did you mean '{nearest}'?")}"
        );

    internal static RefusedException UnknownKind(string path, string? nearest, IEnumerable<string> known) =>
        new(
            RefusalKind.Invalid,
            "schema.unknown-kind",
            $"{path} is none that schemas have. {(nearest is null ? "" : $"Did you mean '{nearest}'? ")}Known: "
                + $"{string.Join(", ", known)}."
        );

    internal static RefusedException WrongValue(string path) =>
        new(
            RefusalKind.Invalid,
            "schema.wrong-value",
            $"{path} lacks a value, or has one of another sort than it must be; see docs/1-schemas.md."
        );
}
