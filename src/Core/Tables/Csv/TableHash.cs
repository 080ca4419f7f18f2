using System.Security.Cryptography;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// SHA-256 of a table as <see cref="CsvWriter"/> writes it by a schema:
/// it identifies the rows and their order, whatever file they came from.
/// </summary>
internal static class TableHash
{
    /// <param name="table">Must have every column of the schema, with the schema's kinds.</param>
    internal static string Of(Table table, Schema schema, CancellationToken ct)
    {
        using var sha = SHA256.Create();
        using (var csv = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write))
        {
            CsvWriter.Write(csv, table, schema, ct);
        }
        return Convert.ToHexStringLower(sha.Hash!);
    }
}
