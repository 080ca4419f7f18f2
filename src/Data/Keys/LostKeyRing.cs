using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace AethergenAI.Data.Keys;

/// <summary>
/// A word in the database that the key ring encrypted. If the ring cannot decrypt it, it is another ring than before:
/// its folder was lost or replaced, and the tenants' signing keys with it.
/// </summary>
internal sealed class LostKeyRing(NpgsqlDataSource source, IDataProtectionProvider ring)
{
    private readonly IDataProtector protector = ring.CreateProtector("AethergenAI.KeyWitness");

    /// <summary>Writes a new word if there is none that this ring can read.</summary>
    /// <returns>False if there was one of another ring.</returns>
    internal async Task<bool> HoldsAsync(CancellationToken ct)
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
