using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Corrects a guess that contradicts the type that the file gives the column. By their cells alone, measurements that
/// all differ look like keys, and texts made of digits like numbers.
/// </summary>
internal static class StoredInference
{
    private const double Certain = 1;

    /// <param name="stored">The file's own type; null if the file has none.</param>
    /// <param name="guess">What the cells look like.</param>
    public static ColumnGuess Keep(ColumnProbe probe, StoredType? stored, ColumnGuess guess)
    {
        if (stored is not { } type || probe.Texts.Count == 0)
        {
            return guess;
        }
        ColumnGuess? kept = (type, guess.Column) switch
        {
            (StoredType.Decimal, not DecimalColumn) => Number(probe),
            (StoredType.Boolean, not BooleanColumn) => new(
                new BooleanColumn(probe.Name),
                "The file stores it as true or false.",
                Certain
            ),
            (StoredType.Whole, DecimalColumn) => Text(probe),
            (StoredType.Text, IntegerColumn { Format: null }) => Text(probe),
            (StoredType.Text, IdentifierColumn { Pattern: null }) when !PersonInference.Names(guess.Column) => Text(
                probe
            ),
            (StoredType.Text, DecimalColumn { Format: null }) when !probe.Numbers.Pointed => Text(probe),
            (StoredType.Moment, not (DateColumn or DateTimeColumn)) => Moment(probe),
            (StoredType.Time, not (CategoricalColumn or IntegerColumn or DecimalColumn)) => Times(probe),
            _ => null,
        };
        return kept is null
            ? guess
            : kept with
            {
                Column = kept.Column with
                {
                    Nullable = guess.Column.Nullable,
                    MissingText = guess.Column.MissingText,
                    OtherMissing = guess.Column.OtherMissing,
                    Role = Role(guess.Column, kept.Column),
                },
            };
    }

    private static ColumnRole Role(Column guessed, Column kept) =>
        kept is IdentifierColumn || guessed.Role != ColumnRole.Identifier ? guessed.Role : ColumnRole.Attribute;

    private static ColumnGuess? Number(ColumnProbe probe)
    {
        NumberProbe numbers = probe.Numbers;
        if (!numbers.Holds)
        {
            return null;
        }
        double? step = NumberInference.Step(numbers, probe.Texts.Distinct);
        var column = new DecimalColumn(probe.Name, numbers.Min, numbers.Max, step);
        return new ColumnGuess(column, "The file stores it as numbers with decimals.", Certain).Doubted(
            NumberDoubts.Of(probe, column, new NameHints(probe.Name))
        );
    }

    private static ColumnGuess Text(ColumnProbe probe)
    {
        var hints = new NameHints(probe.Name);
        ColumnGuess text = TextInference.Judge(probe, hints);
        text = text with
        {
            Reason = $"The file stores it as text, or its numbers are too long to compute with. {text.Reason}",
        };
        return text.Doubted(Doubts.Of(probe, text, hints));
    }

    private static ColumnGuess? Moment(ColumnProbe probe) =>
        probe.Moments.Best is { } best
            ? ColumnInference.Moment(probe, best, "The file stores it as moments: they") with
            {
                Clarity = Certain,
            }
            : null;

    private static ColumnGuess? Times(ColumnProbe probe) =>
        probe.Texts.Levels is { } levels
            ? new(
                new CategoricalColumn(probe.Name, [.. levels.ToStrings().Order(StringComparer.Ordinal)], Ordered: true),
                "The file stores it as times of day.",
                Certain
            )
            : null;
}
