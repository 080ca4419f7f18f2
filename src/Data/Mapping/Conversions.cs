using System.Text.Json;
using AethergenAI.Evaluation.Costing;
using AethergenAI.Evaluation.Drift;
using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AethergenAI.Data.Mapping;

/// <summary>Converts the domain's types to columns: ids to uuid, enums to words, documents to jsonb.</summary>
internal static class Conversions
{
    internal static void Add(ModelConfigurationBuilder conventions)
    {
        AddId<Tenant>(conventions);
        AddId<SignIn>(conventions);
        AddId<Invitation>(conventions);
        AddId<AuditEntry>(conventions);
        AddId<ApiKey>(conventions);
        AddId<ProgramClient>(conventions);
        AddId<SignInAuthority>(conventions);
        AddId<StoredResponse>(conventions);
        AddId<Project>(conventions);
        AddId<SchemaVersion>(conventions);
        AddId<SeedFile>(conventions);
        AddId<RecipeVersion>(conventions);
        AddId<PriceList>(conventions);
        AddId<Run>(conventions);
        AddId<DriftCheck>(conventions);
        conventions.Properties<Role>().HaveConversion<WordConverter<Role>>();
        conventions.Properties<RunStatus>().HaveConversion<WordConverter<RunStatus>>();
        conventions.Properties<OutsideNeed>().HaveConversion<WordConverter<OutsideNeed>>();
        conventions.Properties<TrialStatus>().HaveConversion<WordConverter<TrialStatus>>();
        conventions.Properties<RunStage>().HaveConversion<WordConverter<RunStage>>();
        conventions.Properties<DriftEvery>().HaveConversion<WordConverter<DriftEvery>>();
        conventions.Properties<DriftOutcome>().HaveConversion<WordConverter<DriftOutcome>>();
        conventions.Properties<Schema>().HaveConversion<DocumentConverter<Schema>, DocumentComparer<Schema>>();
        conventions.Properties<Recipe>().HaveConversion<DocumentConverter<Recipe>, DocumentComparer<Recipe>>();
        conventions.Properties<Prices>().HaveConversion<DocumentConverter<Prices>, DocumentComparer<Prices>>();
        conventions
            .Properties<RunSummary>()
            .HaveConversion<DocumentConverter<RunSummary>, DocumentComparer<RunSummary>>();
        conventions
            .Properties<DriftReport>()
            .HaveConversion<DocumentConverter<DriftReport>, DocumentComparer<DriftReport>>();
        conventions
            .Properties<TrialSummary>()
            .HaveConversion<DocumentConverter<TrialSummary>, DocumentComparer<TrialSummary>>();
        conventions
            .Properties<IReadOnlyDictionary<string, JsonElement>>()
            .HaveConversion<
                DocumentConverter<IReadOnlyDictionary<string, JsonElement>>,
                DocumentComparer<IReadOnlyDictionary<string, JsonElement>>
            >();
        conventions
            .Properties<SchemaProposal>()
            .HaveConversion<DocumentConverter<SchemaProposal>, DocumentComparer<SchemaProposal>>();
        conventions
            .Properties<FileReading>()
            .HaveConversion<DocumentConverter<FileReading>, DocumentComparer<FileReading>>();
    }

    private static void AddId<T>(ModelConfigurationBuilder conventions) =>
        conventions.Properties<Id<T>>().HaveConversion<IdConverter<T>>();
}

internal sealed class IdConverter<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, value => new Id<T>(value));

/// <summary>Writes an enum as JSON does: in lower case, words joined by '-'.</summary>
internal sealed class WordConverter<T>()
    : ValueConverter<T, string>(
        value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()),
        word => Enum.Parse<T>(word.Replace("-", string.Empty), ignoreCase: true)
    )
    where T : struct, Enum;

internal sealed class DocumentConverter<T>()
    : ValueConverter<T, string>(
        document => JsonSerializer.Serialize(document, Json.Options),
        text => JsonSerializer.Deserialize<T>(text, Json.Options)!
    );

internal sealed class DocumentComparer<T>()
    : ValueComparer<T>(
        (left, right) => JsonSerializer.Serialize(left, Json.Options) == JsonSerializer.Serialize(right, Json.Options),
        document => JsonSerializer.Serialize(document, Json.Options).GetHashCode(StringComparison.Ordinal),
        document => document
    );
