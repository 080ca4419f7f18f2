using AethergenAI.Generation.Constraints;
using AethergenAI.Seeding;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// Encodes a seed as tokens, with the encodings that turn tokens back into cells; the same for every generator.
/// The rows come out in an order of their own (<see cref="RowOrder"/>), so that no generator learns from theirs.
/// </summary>
public static class TableEncoder
{
    /// <summary>
    /// Encodes the request's seed, and reports the number of rows that are left out because they break the schema.
    /// </summary>
    /// <exception cref="RefusedException">The schema or the seed cannot be modelled; the message says why.</exception>
    public static EncodedSeed Encode(FitRequest request, CancellationToken ct)
    {
        if (request.Seed.RowCount is > 0 and < FitRequest.MinRows)
        {
            throw FitRefusals.TooFewRows(request.Seed.RowCount, FitRequest.MinRows);
        }
        var encoded = Encode(request.Seed, request.Schema, request.KeysMayRepeat, ct);
        if (encoded.Columns.Count == 0)
        {
            throw FitRefusals.NothingToLearn();
        }
        if (request.Seed.RowCount - encoded.Seed.RowCount is > 0 and var broken)
        {
            request.Progress.Report(
                new RunProgress(RunStage.Fitting)
                {
                    Message =
                        $"{broken:N0} of the seed's {Counts.Of(request.Seed.RowCount, "row")} "
                        + $"{(broken == 1 ? "breaks" : "break")} the schema, "
                        + $"so the generator does not learn from them.{SeenBounds.Hint(request.Schema, request.Seed)}",
                }
            );
        }
        return encoded;
    }

    /// <exception cref="RefusedException">The schema or the seed cannot be modelled; the message says why.</exception>
    public static EncodedSeed Encode(Table seed, Schema schema, CancellationToken ct = default) =>
        Encode(seed, schema, keysMayRepeat: false, ct);

    private static EncodedSeed Encode(Table seed, Schema schema, bool keysMayRepeat, CancellationToken ct)
    {
        FittableSchema.Require(schema);
        ConstraintCheck.Satisfiable(schema);
        var valid = RowOrder.Of(SeedRows.Valid(seed, schema, keysMayRepeat), schema).Rows;
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
