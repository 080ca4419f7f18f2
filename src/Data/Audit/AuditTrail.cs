using System.Text.Json;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace AethergenAI.Data.Audit;

/// <summary>
/// What changed rows say of who did what. The entries are saved in the transaction of the change, so there is neither a
/// change without its entry nor an entry without its change.
/// </summary>
internal static class AuditTrail
{
    /// <summary>Who acts where no person does: a worker, or the start of the API.</summary>
    internal const string SystemActor = "system";

    /// <summary>The entries for what is about to be saved; none twice where saving is tried again.</summary>
    internal static IReadOnlyList<AuditEntry> Of(ChangeTracker tracker, string actor)
    {
        var entries = tracker.Entries().ToList();
        var known = entries
            .Where(entry => entry is { State: EntityState.Added, Entity: AuditEntry })
            .Select(entry => (AuditEntry)entry.Entity)
            .Select(entry => (entry.Action, entry.Subject, entry.Detail))
            .ToHashSet();
        return
        [
            .. entries
                .SelectMany(entry => Describe(entry, actor))
                .Where(entry => !known.Contains((entry.Action, entry.Subject, entry.Detail))),
        ];
    }

    internal static AuditEntry Entry(string actor, string action, string subject, object? detail = null) =>
        new()
        {
            Actor = OneLine(actor),
            Action = action,
            Subject = OneLine(subject),
            Detail = detail is null ? "{}" : JsonSerializer.Serialize(detail, Json.Options),
        };

    private static IEnumerable<AuditEntry> Describe(EntityEntry entry, string actor) =>
        entry.State switch
        {
            EntityState.Added => Added(entry.Entity, actor),
            EntityState.Modified => Modified(entry, actor),
            EntityState.Deleted when entry.Entity is Member member => [Entry(actor, "member.remove", member.Email)],
            _ => [],
        };

    private static IEnumerable<AuditEntry> Added(object row, string actor) =>
        row switch
        {
            Tenant tenant => [Entry(actor, "organisation.create", tenant.Id.ToString(), new { tenant.Name })],
            Member member => [Entry(actor, "member.add", member.Email, new { member.Role })],
            Invitation invited =>
            [
                Entry(
                    actor,
                    "member.invite",
                    invited.Email,
                    new
                    {
                        invited.Id,
                        invited.Role,
                        invited.ExpiresAt,
                    }
                ),
            ],
            SignIn { Succeeded: true } signIn => [Entry(signIn.Email, "session.begin", signIn.Method)],
            SignIn signIn => [Entry(signIn.Email, "session.refuse", signIn.Method)],
            ApiKey key =>
            [
                Entry(
                    actor,
                    "key.make",
                    key.Name,
                    new
                    {
                        key.Id,
                        key.Role,
                        key.ExpiresAt,
                    }
                ),
            ],
            TenantKey key => [Entry(actor, "signing-key.create", key.Fingerprint)],
            Project project => [Entry(actor, "project.create", project.Id.ToString(), new { project.Name })],
            SchemaVersion schema =>
            [
                Entry(
                    actor,
                    "schema.save",
                    schema.Id.ToString(),
                    new
                    {
                        schema.Name,
                        schema.Number,
                        schema.Hash,
                    }
                ),
            ],
            SeedFile seed =>
            [
                Entry(
                    actor,
                    "seed.upload",
                    seed.Id.ToString(),
                    new
                    {
                        seed.Name,
                        seed.Sha256,
                        seed.Bytes,
                    }
                ),
            ],
            RecipeVersion recipe =>
            [
                Entry(
                    actor,
                    "recipe.save",
                    recipe.Id.ToString(),
                    new
                    {
                        recipe.Name,
                        recipe.Number,
                        recipe.Hash,
                    }
                ),
            ],
            PriceList prices => [Entry(actor, "prices.set", prices.Id.ToString())],
            Run run =>
            [
                Entry(
                    actor,
                    "run.start",
                    run.Id.ToString(),
                    new
                    {
                        run.Name,
                        run.SeedId,
                        run.SchemaId,
                    }
                ),
            ],
            BudgetLine budget =>
            [
                Entry(
                    actor,
                    "budget.set",
                    budget.Dataset,
                    new
                    {
                        budget.Epsilon,
                        budget.Delta,
                        budget.Reason,
                    }
                ),
            ],
            LedgerLine line =>
            [
                Entry(
                    actor,
                    "budget.spend",
                    line.Dataset,
                    new
                    {
                        line.Number,
                        line.Run,
                        line.Purpose,
                    }
                ),
            ],
            _ => [],
        };

    private static IEnumerable<AuditEntry> Modified(EntityEntry entry, string actor) =>
        entry.Entity switch
        {
            Tenant tenant => TenantChanges(entry, tenant, actor),
            Member member when Changed(entry, nameof(Member.Role)) =>
            [
                Entry(actor, "member.role", member.Email, new { member.Role }),
            ],
            Invitation { WithdrawnAt: not null } invited => [Entry(actor, "member.uninvite", invited.Email)],
            ApiKey key when Changed(entry, nameof(ApiKey.EndedAt)) =>
            [
                Entry(actor, "key.end", key.Name, new { key.Id }),
            ],
            ApiKey key => [Entry(actor, "key.rotate", key.Name, new { key.Id, key.ExpiresAt })],
            Run run when Changed(entry, nameof(Run.Status)) =>
            [
                Entry(actor, "run.status", run.Id.ToString(), new { run.Status }),
            ],
            _ => [],
        };

    private static IEnumerable<AuditEntry> TenantChanges(EntityEntry entry, Tenant tenant, string actor)
    {
        string id = tenant.Id.ToString();
        if (Changed(entry, nameof(Tenant.Name)))
        {
            yield return Entry(actor, "organisation.rename", id, new { tenant.Name });
        }
        if (Changed(entry, nameof(Tenant.DeletionDue)))
        {
            yield return tenant.DeletionDue is { } due
                ? Entry(actor, "organisation.end", id, new { due })
                : Entry(actor, "organisation.keep", id);
        }
    }

    private static bool Changed(EntityEntry entry, string property) => entry.Property(property).IsModified;

    /// <summary>The hash takes each field as one line.</summary>
    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
