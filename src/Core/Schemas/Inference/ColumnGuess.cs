using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>What inference takes a column to be.</summary>
/// <param name="Clarity">How clear the evidence for the rule is, in [0, 1].</param>
internal sealed record ColumnGuess(Column Column, string Reason, double Clarity)
{
    /// <summary>
    /// How its cells are read, where another reading would fit as well: a format. What follows from the reading is
    /// then not said of the column as if it were known. Null: there is no other reading.
    /// </summary>
    public string? Reading { get; init; }

    /// <summary>
    /// The same without the bounds, which are others in another reading; a fit reads them from the rows.
    /// </summary>
    public ColumnGuess Read(string format) =>
        this with
        {
            Reading = format,
            Column = Column switch
            {
                IntegerColumn whole => whole with { Min = null, Max = null },
                DecimalColumn number => number with { Min = null, Max = null },
                DateColumn day => day with { Min = null, Max = null },
                DateTimeColumn moment => moment with { Min = null, Max = null },
                _ => Column,
            },
        };

    /// <summary>The same guess with a reason to doubt it; null: there is none.</summary>
    public ColumnGuess Doubted(string? doubt) =>
        doubt is null ? this : this with { Column = Column with { Doubt = doubt }, Clarity = Math.Min(Clarity, 0.5) };
}
