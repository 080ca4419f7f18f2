using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace AethergenAI.Data.Keys;

/// <summary>
/// Tells whether the key ring was lost or replaced since the last start, and the tenants' signing keys with it: the
/// database keeps a word that the ring encrypted, which another ring cannot decrypt.
/// </summary>
internal sealed class LostKeyRingCheck(NpgsqlDataSource source, IDataProtectionProvider ring)
{
    private readonly IDataProtector protector = ring.CreateProtector("AethergenAI.KeyWitness");

    /// <summary>Writes a new word if there is none that this ring can read.</summary>
    /// <returns>False if the word in the database is of another ring.</returns>
    internal async Task<bool> IsSameRingAsync(CancellationToken ct)
    {
        await using NpgsqlCommand read = source.CreateCommand("select word from keys.witness");
        string? word = (string?)await read.ExecuteScalarAsync(ct);
        if (word is not null && IsReadable(word))
        {
            return true;
        }

        await using NpgsqlCommand write = source.CreateCommand(
            "insert into keys.witness (word) values ($1) on conflict (only_one) do update set word = excluded.word"
        );
        write.Parameters.Add(new() { Value = protector.Protect("AethergenAI") });
        await write.ExecuteNonQueryAsync(ct);
        return word is null;
    }

    private bool IsReadable(string word)
    {
        try
        {
            protector.Unprotect(word);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
