using System.Data.Common;
using System.IO.Compression;
using System.Text.Json;
using AethergenAI.Data.Blobs;
using AethergenAI.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Organisations;

/// <summary>
/// Everything an organisation has, as one ZIP: each table as lines of JSON, each file under its hash, and a list of
/// what is in it, which stands last. Secrets are left out: private keys, the secrets of sign-in authorities,
/// and the hashes of links and keys.
/// </summary>
public static class OrganisationExport
{
    /// <summary>Columns that only this system can use.</summary>
    private static readonly string[] Secrets = ["pem", "key", "token_sha256", "secret_sha256", "sealed_secret"];

    /// <param name="Tables">The rows of each table.</param>
    /// <param name="Files">The files, by hash.</param>
    /// <param name="Missing">The hashes of files that rows name and that are not stored.</param>
    private sealed record Contents(
        Id<Tenant> Organisation,
        DateTimeOffset At,
        IReadOnlyDictionary<string, long> Tables,
        int Files,
        IReadOnlyList<string> Missing
    );

    /// <summary>Writes the ZIP while it reads, as the database stood at the beginning.</summary>
    public static async Task WriteAsync(
        AethergenDb db,
        BlobStore blobs,
        Stream output,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead,
            ct
        );
        await using var zip = await ZipArchive.CreateAsync(
            output,
            ZipArchiveMode.Create,
            leaveOpen: true,
            entryNameEncoding: null,
            ct
        );
        Dictionary<string, long> tables = new(StringComparer.Ordinal);
        foreach (string table in await TablesAsync(db, ct))
        {
            tables[table] = await WriteTableAsync(db, zip, table, ct);
        }

        List<string> hashes = await db
            .Seeds.Select(seed => seed.Sha256)
            .Union(db.Artefacts.Select(file => file.Sha256))
            .Order()
            .ToListAsync(ct);
        List<string> missing = [];
        foreach (string sha256 in hashes)
        {
            if (!await WriteFileAsync(db, blobs, zip, sha256, ct))
            {
                missing.Add(sha256);
            }
        }

        await using Stream contents = await OpenAsync(zip, "contents.json", ct);
        await JsonSerializer.SerializeAsync(
            contents,
            new Contents(db.Tenant, now, tables, hashes.Count - missing.Count, missing),
            Json.Options,
            ct
        );
    }

    private static async Task<List<string>> TablesAsync(AethergenDb db, CancellationToken ct) =>
        await db
            .Database.SqlQuery<string>(
                $"""
                select c.relname::text as "Value" from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'tenant_id'
                """
            )
            .OrderBy(name => name)
            .ToListAsync(ct);

    /// <returns>The number of rows.</returns>
    private static async Task<long> WriteTableAsync(AethergenDb db, ZipArchive zip, string table, CancellationToken ct)
    {
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        // The name is the database's own; the policy of the table lets only this tenant's rows through.
        command.CommandText = $"select (to_jsonb(t) - $1)::text from \"{table}\" t";
        DbParameter secrets = command.CreateParameter();
        secrets.Value = Secrets;
        command.Parameters.Add(secrets);
        long count = 0;
        await using Stream entry = await OpenAsync(zip, $"tables/{table}.jsonl", ct);
        await using var lines = new StreamWriter(entry);
        await using DbDataReader rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            await lines.WriteAsync(rows.GetString(0).AsMemory(), ct);
            await lines.WriteAsync("\n".AsMemory(), ct);
            count++;
        }

        await lines.FlushAsync(ct);
        return count;
    }

    private static async Task<bool> WriteFileAsync(
        AethergenDb db,
        BlobStore blobs,
        ZipArchive zip,
        string sha256,
        CancellationToken ct
    )
    {
        if (!await blobs.HasAsync(db.Tenant, sha256, ct))
        {
            return false;
        }

        await using Stream blob = await blobs.OpenAsync(db.Tenant, sha256, ct);
        await using Stream entry = await OpenAsync(zip, $"files/{sha256}", ct);
        await blob.CopyToAsync(entry, ct);
        return true;
    }

    private static Task<Stream> OpenAsync(ZipArchive zip, string name, CancellationToken ct) =>
        zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
}
