using System.Text.Json;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace AethergenAI.Data.Audit;

/// <summary>
/// What changed rows say of who did what. An entry is saved in the transaction of its change. Passwords, passkeys,
/// codes and sessions are a person's own and leave no entry; signing in does.
/// </summary>
internal static class AuditTrail
{
    /// <summary>Who acts where no person does: a worker, or the start of the API.</summary>
    internal const string SystemActor = "system";

    /// <summary>The subject is the address of the person.</summary>
    internal const string MemberRemoved = "member.remove";

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
            EntityState.Deleted when entry.Entity is Member member => [Entry(actor, MemberRemoved, member.Email)],
            EntityState.Deleted when entry.Entity is SignInAuthority left => [Entry(actor, "sso.remove", left.Domain)],
            _ => [],
        };

    private static IEnumerable<AuditEntry> Added(object row, string actor) =>
        row switch
        {
            SignIn signIn => [Entry(signIn.Email, SignedIn(signIn), signIn.Method)],
            _ => [.. OfOrganisation(row, actor), .. OfCredentials(row, actor), .. OfWork(row, actor)],
        };

    private static string SignedIn(SignIn attempt) => attempt.Succeeded ? "sign-in.succeed" : "sign-in.fail";

    private static IEnumerable<AuditEntry> OfOrganisation(object row, string actor) =>
        row switch
        {
            Tenant tenant => [Entry(actor, "organisation.create", tenant.Id.ToString(), new { tenant.Name })],
            Member member => [Entry(actor, "member.add", member.Email, new { member.Role })],
            Invitation { Email: var email } invited =>
            [
                Entry(
                    actor,
                    "member.invite",
                    email,
                    new
                    {
                        invited.Id,
                        invited.Role,
                        invited.ExpiresAt,
                    }
                ),
            ],
            _ => [],
        };

    private static IEnumerable<AuditEntry> OfCredentials(object row, string actor) =>
        row switch
        {
            ApiKey key =>
            [
                Entry(
                    actor,
                    "key.create",
                    key.Name,
                    new
                    {
                        key.Id,
                        key.Role,
                        key.ExpiresAt,
                    }
                ),
            ],
            SignInAuthority authority => [Entry(actor, "sso.add", authority.Domain, Told(authority))],
            ProgramClient made => [Entry(actor, "program.create", made.Name, new { made.Id, made.Role })],
            TenantKey key => [Entry(actor, "signing-key.create", key.Fingerprint)],
            _ => [],
        };

    private static IEnumerable<AuditEntry> OfWork(object row, string actor) =>
        row switch
        {
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
            PriceList prices => [Entry(actor, "prices.set", prices.Id.ToString())],
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
            SignInAuthority authority => [Entry(actor, "sso.change", authority.Domain, Told(authority))],
            ProgramClient ended => [Entry(actor, "program.revoke", ended.Name, new { ended.Id })],
            ApiKey key when Changed(entry, nameof(ApiKey.EndedAt)) =>
            [
                Entry(actor, "key.revoke", key.Name, new { key.Id }),
            ],
            ApiKey key => [Entry(actor, "key.rotate", key.Name, new { key.Id, key.ExpiresAt })],
            Run run when Changed(entry, nameof(Run.Status)) =>
            [
                Entry(actor, "run.status", run.Id.ToString(), new { run.Status }),
            ],
            _ => [],
        };

    /// <summary>All but the secret.</summary>
    private static object Told(SignInAuthority authority) =>
        new
        {
            authority.Id,
            authority.Issuer,
            authority.ClientId,
            authority.DefaultRole,
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
                ? Entry(actor, "organisation.delete", id, new { due })
                : Entry(actor, "organisation.keep", id);
        }
    }

    private static bool Changed(EntityEntry entry, string property) => entry.Property(property).IsModified;

    /// <summary>The hash takes each field as one line.</summary>
    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
