using AethergenAI.Data.Audit;
using AethergenAI.Data.Mapping;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data;

/// <summary>
/// The database of one tenant. Reads are filtered by tenant, and new rows get the tenant's id; in addition, PostgreSQL
/// applies row-level security for the connection's tenant. <see cref="TenantDb"/> opens it.
/// </summary>
/// <param name="actor">Who changes rows through this context, for the audit.</param>
public sealed class AethergenDb(DbContextOptions<AethergenDb> options, Id<Tenant> tenant, string actor)
    : DbContext(options)
{
    internal const string TenantColumn = "TenantId";

    private readonly Id<Tenant> tenant = tenant;

    public Id<Tenant> Tenant => tenant;

    public DbSet<Tenant> Tenants => Set<Tenant>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<ProgramClient> Programs => Set<ProgramClient>();

    public DbSet<SignInAuthority> SignInAuthorities => Set<SignInAuthority>();

    public DbSet<SignInSubject> SignInSubjects => Set<SignInSubject>();

    public DbSet<StoredResponse> StoredResponses => Set<StoredResponse>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<SignIn> SignIns => Set<SignIn>();

    public DbSet<TenantKey> Keys => Set<TenantKey>();

    public DbSet<Project> Projects => Set<Project>();

    public DbSet<SchemaVersion> Schemas => Set<SchemaVersion>();

    public DbSet<SeedFile> Seeds => Set<SeedFile>();

    public DbSet<RecipeVersion> Recipes => Set<RecipeVersion>();

    public DbSet<PriceList> PriceLists => Set<PriceList>();

    public DbSet<Run> Runs => Set<Run>();

    public DbSet<DriftWatch> DriftWatches => Set<DriftWatch>();

    public DbSet<DriftCheck> DriftChecks => Set<DriftCheck>();

    public DbSet<RunTrial> Trials => Set<RunTrial>();

    public DbSet<Artefact> Artefacts => Set<Artefact>();

    public DbSet<LedgerLine> LedgerLines => Set<LedgerLine>();

    public DbSet<BudgetLine> BudgetLines => Set<BudgetLine>();

    public DbSet<Dataset> Datasets => Set<Dataset>();

    public DbSet<SketchKey> SketchKeys => Set<SketchKey>();

    public override Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess,
        CancellationToken cancellationToken = default
    )
    {
        Stamp();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Stamp();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conversions.Add(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Tenant>().ToTable("tenants").HasQueryFilter("tenant", row => row.Id == tenant);
        Own<Member>(modelBuilder, "members").HasKey(TenantColumn, nameof(Member.AccountId));
        Own<Invitation>(modelBuilder, "invitations");
        Own<ApiKey>(modelBuilder, "api_keys");
        Own<ProgramClient>(modelBuilder, "programs").Ignore(row => row.ClientId);
        Own<SignInAuthority>(modelBuilder, "sign_in_authorities");
        Own<SignInSubject>(modelBuilder, "sign_in_subjects").HasKey(row => new { row.AuthorityId, row.Subject });
        Own<StoredResponse>(modelBuilder, "kept_answers");
        Own<AuditEntry>(modelBuilder, "audit_entries");
        Own<SignIn>(modelBuilder, "sign_ins");
        Own<TenantKey>(modelBuilder, "signing_keys").HasKey(nameof(TenantKey.Fingerprint));
        Own<Project>(modelBuilder, "projects");
        Own<SchemaVersion>(modelBuilder, "schema_versions").Property(row => row.Document).HasColumnType("jsonb");
        var seeds = Own<SeedFile>(modelBuilder, "seed_files");
        seeds.Property(row => row.Profile).HasColumnType("jsonb");
        seeds.Property(row => row.Reading).HasColumnType("jsonb");
        seeds.Ignore(row => row.SharedRows);
        Own<RecipeVersion>(modelBuilder, "recipe_versions").Property(row => row.Document).HasColumnType("jsonb");
        Own<PriceList>(modelBuilder, "price_lists").Property(row => row.Document).HasColumnType("jsonb");
        var runs = Own<Run>(modelBuilder, "runs");
        runs.Property(row => row.Recipe).HasColumnType("jsonb");
        runs.Property(row => row.Summary).HasColumnType("jsonb");
        runs.Property(row => row.Notes)
            .HasColumnType("jsonb")
            .HasConversion<DocumentConverter<IReadOnlyList<string>>, DocumentComparer<IReadOnlyList<string>>>();
        runs.Ignore(row => row.Ended).Ignore(row => row.Waits);
        Own<DriftWatch>(modelBuilder, "drift_watches").HasKey(row => row.RunId);
        Own<DriftCheck>(modelBuilder, "drift_checks").Property(row => row.Report).HasColumnType("jsonb");
        var trials = Own<RunTrial>(modelBuilder, "trials");
        trials.HasKey(row => new
        {
            row.RunId,
            row.RecipeHash,
            row.Cell,
            row.Block,
            row.Repeat,
        });
        trials.Property(row => row.Levels).HasColumnType("jsonb");
        trials.Property(row => row.Summary).HasColumnType("jsonb");
        Own<Artefact>(modelBuilder, "artefacts").HasKey(row => new { row.RunId, row.Name });
        var ledger = Own<LedgerLine>(modelBuilder, "privacy_entries");
        ledger.HasKey(TenantColumn, nameof(LedgerLine.Dataset), nameof(LedgerLine.Number));
        ledger
            .Property(row => row.Parameters)
            .HasColumnType("jsonb")
            .HasConversion<
                DocumentConverter<IReadOnlyDictionary<string, string>>,
                DocumentComparer<IReadOnlyDictionary<string, string>>
            >();
        ledger.Ignore(row => row.Unit).Ignore(row => row.Entry);
        Own<BudgetLine>(modelBuilder, "privacy_budgets")
            .HasKey(TenantColumn, nameof(BudgetLine.Dataset), nameof(BudgetLine.Number));
        var datasets = Own<Dataset>(modelBuilder, "datasets");
        datasets.HasKey(TenantColumn, nameof(Dataset.Sha256));
        datasets.Ignore(row => row.Ledger).Ignore(row => row.Rows);
        Own<SketchKey>(modelBuilder, "sketch_keys").HasKey(TenantColumn);
        modelBuilder.UseSnakeCase();
    }

    private Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> Own<T>(
        ModelBuilder model,
        string table
    )
        where T : class
    {
        var entity = model.Entity<T>();
        entity.ToTable(table);
        entity.Property<Id<Tenant>>(TenantColumn);
        entity.HasQueryFilter("tenant", row => EF.Property<Id<Tenant>>(row, TenantColumn) == tenant);
        return entity;
    }

    /// <summary>Adds an entry to the audit that no changed row speaks of, such as a download.</summary>
    /// <param name="detail">What else there is to say; never a value of a cell.</param>
    public void Note(string action, string subject, object? detail = null) =>
        AuditEntries.Add(AuditTrail.Entry(actor, action, subject, detail));

    private void Stamp()
    {
        AuditEntries.AddRange(AuditTrail.Of(ChangeTracker, actor));
        foreach (var entry in ChangeTracker.Entries().Where(entry => entry.State == EntityState.Added))
        {
            if (entry.Metadata.FindProperty(TenantColumn) is not null)
            {
                entry.Property(TenantColumn).CurrentValue = tenant;
            }
        }
    }
}
