namespace AethergenAI.Api.Schemas;

internal static class SchemaVersionRefusals
{
    internal static RefusedException SavedMeanwhile(string name) =>
        new(
            RefusalKind.Conflict,
            "schema.saved-meanwhile",
            $"Another user saved a version of '{name}' at the same time, so yours was not saved. "
                + "Load the newest version, then save yours again."
        );
}
