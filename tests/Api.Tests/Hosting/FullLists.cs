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
        await AddSessionsAsync(db);
        await AddAccountsAsync(db);
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
            db.Add(Member(run, i));
            db.Add(Invitation(run, i));
            db.Add(Key(run, i));
            db.Add(Program(run, i));
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
        db.AddRange(db.Seeds.Where(row => row.Id != seed.Id).AsEnumerable().Select(newer => Check(run, newer)));
        await db.SaveChangesAsync();
    }

    private static Id<T> Parsed<T>(string id) => Id<T>.Parse(id, null);

    /// <summary>Sessions of the only member.</summary>
    private static Task AddSessionsAsync(AethergenDb db) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into identity.sessions (id, account_id, tenant_id, created_at, last_used_at, device, address)
            select gen_random_uuid(), account_id, tenant_id, now(), now(), 'Firefox on Windows', '::' || number
            from members cross join generate_series(1, {Copies}) number
            """
        );

    /// <summary>Accounts of the copied members; ids from the tenant's on.</summary>
    private static async Task AddAccountsAsync(AethergenDb db)
    {
        foreach (int i in Enumerable.Range(1, Copies))
        {
            string name = $"{AccountOf(i):N}@example.org";
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into identity.accounts (id, tenant_id, user_name, normalized_user_name, email_confirmed,
                    phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
                values ({AccountOf(i)}, {db.Tenant.Value}, {name}, {name}, true, false, false, true, 0)
                """
            );
        }
    }

    private static Guid AccountOf(int i) => new(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    private static Member Member(Run run, int i) =>
        new()
        {
            AccountId = AccountOf(i),
            Email = $"member{i}@example.org",
            Role = Role.Reviewer,
            CreatedAt = run.CreatedAt,
        };

    private static Invitation Invitation(Run run, int i) =>
        new()
        {
            Id = Id<Invitation>.New(),
            Email = $"guest{i}@example.org",
            Role = Role.Reviewer,
            TokenSha256 = "",
            InvitedBy = run.Owner,
            CreatedAt = run.CreatedAt,
            ExpiresAt = run.CreatedAt,
        };

    private static ApiKey Key(Run run, int i) =>
        new()
        {
            Id = Id<ApiKey>.New(),
            Name = $"Key {i}",
            Role = Role.Analyst,
            SecretSha256 = "",
            MadeBy = run.Owner,
            CreatedAt = run.CreatedAt,
            Days = 1,
            ExpiresAt = run.CreatedAt,
        };

    private static ProgramClient Program(Run run, int i) =>
        new()
        {
            Id = Id<ProgramClient>.New(),
            Name = $"Program {i}",
            Role = Role.Analyst,
            MadeBy = run.Owner,
            CreatedAt = run.CreatedAt,
        };

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

    private static DriftCheck Check(Run run, SeedFile seed) =>
        new()
        {
            Id = Id<DriftCheck>.New(),
            RunId = run.Id,
            SeedId = seed.Id,
            SeedName = seed.Name,
            At = run.CreatedAt,
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
