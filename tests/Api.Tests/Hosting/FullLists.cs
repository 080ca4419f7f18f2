using System.Text.Json;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tests.Hosting;

/// <summary>Copies what a person made until every list of the API is longer than any answer.</summary>
internal static class FullLists
{
    private const int Copies = 1010;

    public static async Task FillAsync(AethergenDb db, Work work)
    {
        var run = await db.Runs.AsNoTracking().SingleAsync(row => row.Id == Parsed<Run>(work.Run));
        var seed = await db.Seeds.AsNoTracking().SingleAsync(row => row.Id == run.SeedId);
        var schema = await db.Schemas.AsNoTracking().SingleAsync(row => row.Id == run.SchemaId);
        // All rows of one kind are of the same moment: the order must hold without it.
        foreach (int i in Enumerable.Range(1, Copies))
        {
            db.Add(Project(run, i));
            db.Add(Seed(seed));
            db.Add(Version(schema, i));
            db.Add(Recipe(run, i));
            db.Add(Copy(run));
            db.Add(Trial(run, i));
            db.Add(File(run, i));
            db.Add(
                new TenantKey
                {
                    Fingerprint = $"{Guid.CreateVersion7():N}",
                    Pem = "",
                    CreatedAt = run.CreatedAt,
                }
            );
        }
        await db.SaveChangesAsync();
    }

    private static Id<T> Parsed<T>(string id) => Id<T>.Parse(id, null);

    private static Project Project(Run run, int i) =>
        new()
        {
            Id = Id<Project>.New(),
            Name = $"Project {i}",
            CreatedAt = run.CreatedAt,
        };

    private static SeedFile Seed(SeedFile seed) =>
        new()
        {
            Id = Id<SeedFile>.New(),
            ProjectId = seed.ProjectId,
            Name = seed.Name,
            Sha256 = seed.Sha256,
            Bytes = seed.Bytes,
            Rows = seed.Rows,
            Profile = seed.Profile,
            CreatedAt = seed.CreatedAt,
        };

    private static SchemaVersion Version(SchemaVersion schema, int i) =>
        new()
        {
            Id = Id<SchemaVersion>.New(),
            ProjectId = schema.ProjectId,
            Name = schema.Name,
            Number = schema.Number + i,
            Hash = schema.Hash,
            Document = schema.Document,
            CreatedAt = schema.CreatedAt,
        };

    private static RecipeVersion Recipe(Run run, int i) =>
        new()
        {
            Id = Id<RecipeVersion>.New(),
            ProjectId = run.ProjectId,
            Name = $"Recipe {i}",
            Number = 1,
            Hash = $"{i:x64}",
            Document = run.Recipe,
            Owner = run.Owner,
            CreatedAt = run.CreatedAt,
        };

    private static Run Copy(Run run) =>
        new()
        {
            Id = Id<Run>.New(),
            ProjectId = run.ProjectId,
            SeedId = run.SeedId,
            SchemaId = run.SchemaId,
            Name = run.Name,
            Recipe = run.Recipe,
            Owner = run.Owner,
            CreatedAt = run.CreatedAt,
        };

    private static RunTrial Trial(Run run, int i) =>
        new()
        {
            RunId = run.Id,
            RecipeHash = $"{0:x64}",
            Cell = i,
            Repeat = 1,
            Name = $"c{i}-r1",
            Place = i - 1,
            Levels = new Dictionary<string, JsonElement>(),
        };

    private static Artefact File(Run run, int i) =>
        new()
        {
            RunId = run.Id,
            Name = $"trials/c{i}-r1/report.json",
            Sha256 = $"{i:x64}",
            Bytes = 1,
            CreatedAt = run.CreatedAt,
        };
}
