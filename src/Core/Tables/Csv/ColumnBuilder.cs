namespace AethergenAI.Tables.Csv;

/// <summary>
/// Collects the cells of one column, parsed by its kind. A cell that cannot be parsed becomes missing and is reported.
/// </summary>
public abstract class ColumnBuilder
{
    private protected ColumnBuilder(string name, string expected) => (Name, Expected) = (name, expected);

    public string Name { get; }

    /// <summary>What a cell must be, in words, for example "a whole number".</summary>
    internal string Expected { get; }

    /// <summary>Rows of the last block whose cell could not be parsed.</summary>
    internal List<int> Breaks { get; } = [];

    /// <summary>Rows of the last block whose cell was parsed, but would be written otherwise.</summary>
    internal List<int> Misforms { get; } = [];

    /// <summary>Appends a block's cells. Another thread may read another column at the same time.</summary>
    internal abstract void Append(CellBlock block, int column);

    /// <summary>Returns everything collected since the last call.</summary>
    internal abstract ColumnData Take();

    /// <param name="compared">Whether the values of text and identifier columns are needed,
    /// not only which cells are missing.</param>
    internal static ColumnBuilder For(Column column, FileFormat format, bool compared = true)
    {
        var missing = new MissingTokens(format.Missing);
        byte point = (byte)(format.DecimalComma ? ',' : '.');
        return column switch
        {
            IntegerColumn { Format: { } pattern } => Formatted(column, pattern, missing, whole: true),
            DecimalColumn { Format: { } pattern } => Formatted(column, pattern, missing, whole: false),
            IntegerColumn => new ParsedNumbers<IntegerCells>(
                column.Name,
                $"a whole number up to 2^53",
                missing,
                new(point)
            ),
            DecimalColumn => new ParsedNumbers<DecimalCells>(
                column.Name,
                format.DecimalComma ? "a number with a decimal comma" : "a number with a decimal point",
                missing,
                new(point)
            ),
            DateColumn date => new ParsedNumbers<DateCells>(
                column.Name,
                $"a date written as {date.Format}",
                missing,
                new(new TemporalFormat(date.Format, date.Letters))
            ),
            DateTimeColumn moment => new ParsedNumbers<DateTimeCells>(
                column.Name,
                $"a date and time written as {moment.Format}",
                missing,
                new(new TemporalFormat(moment.Format, moment.Letters), IsoMoments.Of(moment.Format))
            ),
            BooleanColumn boolean => new LevelBuilder(
                column.Name,
                $"'{boolean.FalseText}' or '{boolean.TrueText}'",
                missing,
                [boolean.FalseText, boolean.TrueText],
                closed: true
            ),
            CategoricalColumn categories => new LevelBuilder(
                column.Name,
                "a level",
                missing,
                categories.Levels,
                closed: false
            ),
            TextColumn { Redacted: { } text } => new LevelBuilder(column.Name, missing, text),
            _ when !compared => new LevelBuilder(column.Name, missing, "text"),
            _ => new LevelBuilder(column.Name, "text", missing, [], closed: false),
        };
    }

    private static ParsedNumbers<FormattedCells> Formatted(
        Column column,
        string pattern,
        MissingTokens missing,
        bool whole
    ) =>
        new(
            column.Name,
            $"a {(whole ? "whole number up to 2^53" : "number")} written as {pattern}",
            missing,
            new(NumberFormat.Of(pattern), whole)
        );
}
