using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace AethergenAI.Data.Keys;

/// <summary>A key of the token authority.</summary>
/// <param name="Signs">False for the key that encrypts what only the authority itself reads.</param>
public sealed record AuthorityKey(Guid Id, bool Signs, string Pem, DateTimeOffset CreatedAt);

/// <summary>
/// The keys of the token authority, in the database, so that all processes have the same ones; encrypted by the key
/// ring. The newest signs; older ones still verify until they go.
/// </summary>
public sealed class AuthorityKeys(NpgsqlDataSource source, IDataProtectionProvider ring, TimeProvider clock)
{
    /// <summary>After this time a new key signs.</summary>
    internal static readonly TimeSpan Signs = TimeSpan.FromDays(60);

    /// <summary>
    /// After this time a key goes. No token lives longer than <see cref="Signs"/> less than it.
    /// </summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const long Lock = 0x61657468_0008;

    private const int Bits = 3072;

    private readonly IDataProtector protector = ring.CreateProtector("AethergenAI.AuthorityKeys");

    /// <summary>The keys, newest first; makes those that are missing or due. The platform asks synchronously.</summary>
    public IReadOnlyList<AuthorityKey> All()
    {
        using NpgsqlConnection connection = source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        Run(connection, $"select pg_advisory_xact_lock({Lock})");
        DateTimeOffset now = clock.GetUtcNow();
        Run(connection, "delete from keys.authority where created_at < $1", now - Kept);
        List<AuthorityKey> keys = Read(connection);
        foreach (bool signs in new[] { true, false })
        {
            if (!keys.Exists(key => key.Signs == signs && key.CreatedAt > now - Signs))
            {
                keys.Add(Add(connection, signs, now));
            }
        }
        transaction.Commit();
        return [.. keys.OrderByDescending(key => key.CreatedAt)];
    }

    private AuthorityKey Add(NpgsqlConnection connection, bool signs, DateTimeOffset now)
    {
        using RSA made = RSA.Create(Bits);
        var key = new AuthorityKey(Guid.CreateVersion7(), signs, made.ExportPkcs8PrivateKeyPem(), now);
        Run(
            connection,
            "insert into keys.authority (id, use, pem, created_at) values ($1, $2, $3, $4)",
            key.Id,
            signs ? "sign" : "encrypt",
            protector.Protect(key.Pem),
            now
        );
        return key;
    }

    /// <returns>Without those that the key ring cannot decrypt any longer.</returns>
    private List<AuthorityKey> Read(NpgsqlConnection connection)
    {
        List<AuthorityKey> keys = [];
        using var command = new NpgsqlCommand("select id, use, pem, created_at from keys.authority", connection);
        using NpgsqlDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (Decrypted(rows.GetString(2)) is { } pem)
            {
                keys.Add(new(rows.GetGuid(0), rows.GetString(1) == "sign", pem, rows.GetFieldValue<DateTimeOffset>(3)));
            }
        }
        return keys;
    }

    private string? Decrypted(string stored)
    {
        try
        {
            return protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static void Run(NpgsqlConnection connection, string sql, params object[] values)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (object value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        command.ExecuteNonQuery();
    }
}
