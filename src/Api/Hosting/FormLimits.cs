using AethergenAI.Tables;
using AethergenAI.Tables.Csv;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AethergenAI.Api.Hosting;

/// <summary>
/// The limits, defaults and choices that the web's pages need, so that the web has none of its own. Recipes have their
/// own.
/// </summary>
/// <param name="MinPasswordLength">In characters.</param>
/// <param name="MaxPasskeyName">In characters.</param>
/// <param name="CommandLine">The client id with which the command line asks for a sign-in.</param>
/// <param name="RedactedText">What stands in the cells of a redacted column unless the schema says otherwise.</param>
/// <param name="MaxLevelDepth">The maximum number of groups that a level is in, one in another.</param>
/// <param name="MissingTexts">The texts that stand for a missing cell where nobody lists others.</param>
/// <param name="DoubtfulBelow">A person should look at what was judged of a file with less certainty than this.</param>
/// <param name="Delimiters">The usual characters between the cells of a file.</param>
/// <param name="Encodings">The usual encodings of a file.</param>
/// <param name="Roles">From the one that may least to the one that may everything.</param>
/// <param name="Stages">The stages of a run before it is done, in order.</param>
/// <param name="EntityKinds">The kinds of columns that can identify the entities which differential privacy
/// protects.</param>
/// <param name="Privacy">The declarations of a schema for which differential privacy was just switched on.</param>
public sealed record FormLimits(
    int MinPasswordLength,
    int MaxPasskeyName,
    string CommandLine,
    string RedactedText,
    int MaxLevelDepth,
    IReadOnlyList<string> MissingTexts,
    double DoubtfulBelow,
    IReadOnlyList<DialectChoice> Delimiters,
    IReadOnlyList<DialectChoice> Encodings,
    IReadOnlyList<Role> Roles,
    IReadOnlyList<RunStage> Stages,
    IReadOnlyList<string> EntityKinds,
    SchemaPrivacy Privacy
)
{
    /// <summary>The minimum length of a password, in characters.</summary>
    public const int MinPassword = 12;

    /// <summary>
    /// The maximum length of a new password, in characters: hashing a longer one would cost the server.
    /// </summary>
    public const int MaxPassword = 200;

    /// <summary>The maximum length of a passkey's name, in characters.</summary>
    public const int MaxPasskey = 100;

    public static readonly FormLimits All = new(
        MinPassword,
        MaxPasskey,
        CommandLineClient.Id,
        TextColumn.RedactedText,
        CategoricalColumn.MaxLevelDepth,
        MissingTokens.Default,
        ReadingPart.DoubtfulBelow,
        CsvDelimiter.Usual,
        UsualEncodings.All,
        Enum.GetValues<Role>(),
        [.. Enum.GetValues<RunStage>().Where(stage => stage != RunStage.Done)],
        SchemaPrivacy.EntityKinds,
        new SchemaPrivacy(MaxRows: 100_000)
    );
}

/// <summary>Public, because people without an account set a password, too.</summary>
internal static class FormLimitEndpoints
{
    public static void MapFormLimits(this IEndpointRouteBuilder api) =>
        api.MapGet("/limits", List).WithName("GetFormLimits").WithTags("Forms").AllowAnonymous();

    internal static Ok<FormLimits> List() => TypedResults.Ok(FormLimits.All);
}
