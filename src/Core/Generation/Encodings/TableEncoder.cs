using AethergenAI.Generation.Constraints;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>Turns a seed into tokens, and says how tokens become cells again; the same for every generator.</summary>
public static class TableEncoder
{
    /// <exception cref="RefusedException">The schema or the seed cannot be modelled; the message says why.</exception>
    public static EncodedSeed Encode(Table seed, Schema schema, CancellationToken ct = default)
    {
        if (schema.Columns.OfType<TextColumn>().FirstOrDefault() is { } text)
        {
            throw GenerationRefusals.TextColumn(text.Name);
        }
        ConstraintCheck.Satisfiable(schema);
        var valid = SeedRows.Valid(seed, schema);
        var columns = new ColumnEncoder(schema, valid, ConstraintPlan.Of(schema, valid));
        var encodings = new List<ColumnEncoding>();
        foreach (var column in schema.Columns)
        {
            ct.ThrowIfCancellationRequested();
            encodings.Add(columns.Encode(column));
        }

        return new EncodedSeed(schema, valid, columns.Tokens, encodings);
    }
}
