namespace AethergenAI.Tables.Csv;

/// <summary>How the texts of one kind of column are read as numbers.</summary>
internal interface ICells
{
    bool TryParse(ReadOnlySpan<byte> cell, out double value);

    /// <summary>Whether any value of the kind would be read back from its text as the same value.</summary>
    bool Exact => false;

    /// <summary>Whether the column's format would write the value as it stands in the cell.</summary>
    bool Writes(double value, ReadOnlySpan<byte> cell) => true;
}

internal readonly record struct FormattedCells(NumberFormat Format, bool Whole) : ICells
{
    public bool TryParse(ReadOnlySpan<byte> cell, out double value)
    {
        bool parsed = Format.TryRead(cell, out NumberText number);
        value = number.Value;
        return parsed && (!Whole || number.Decimals == 0);
    }

    public bool Writes(double value, ReadOnlySpan<byte> cell) => Format.Writes(value, cell);
}

internal readonly record struct IntegerCells(byte Point) : ICells
{
    public bool Exact => true;

    public bool TryParse(ReadOnlySpan<byte> cell, out double value) => NumberText.TryInteger(cell, Point, out value);
}

internal readonly record struct DecimalCells(byte Point) : ICells
{
    public bool Exact => true;

    public bool TryParse(ReadOnlySpan<byte> cell, out double value)
    {
        bool parsed = NumberText.TryParse(cell, Point, out NumberText number);
        value = number.Value;
        return parsed;
    }
}

internal readonly record struct DateCells(TemporalFormat Format) : ICells
{
    public bool Exact => Format.IsExact;

    public bool TryParse(ReadOnlySpan<byte> cell, out double value) => Format.TryDay(cell, out value);
}

internal readonly record struct DateTimeCells(TemporalFormat Format, IsoMoments? Iso) : ICells
{
    public bool Exact => Format.IsExact;

    public bool TryParse(ReadOnlySpan<byte> cell, out double value) =>
        Format.TrySeconds(cell, out value) || (Iso is not null && Iso.TrySeconds(cell, out value));
}
