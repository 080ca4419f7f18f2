namespace AethergenAI.Evaluation.Boosting;

/// <summary>Columns to learn from: numbers (NaN where missing) or category codes (−1 where missing).</summary>
internal sealed class FeatureMatrix(int rows, IReadOnlyList<FeatureColumn> columns)
{
    public int Rows { get; } = rows;

    /// <summary>The features of a sample, except those at <paramref name="without"/>.</summary>
    public static FeatureMatrix Of(FeatureSpace space, Sample sample, IReadOnlySet<int> without) =>
        new(
            sample.Rows,
            [
                .. Enumerable
                    .Range(0, space.Features.Count)
                    .Where(f => !without.Contains(f))
                    .Select(f =>
                        space.Features[f].IsNumber
                            ? new FeatureColumn(sample.Numbers[f], null, 0)
                            : new FeatureColumn(
                                null,
                                Array.ConvertAll(sample.Codes[f], code =>
                                    code == space.Features[f].Cells - 1 ? -1 : code
                                ),
                                space.Features[f].Cells - 1
                            )
                    ),
            ]
        );

    public FeatureMatrix Take(int[] rows) => new(rows.Length, [.. Columns.Select(column => column.Take(rows))]);

    /// <summary>The same rows, except that row i takes one column's cell from row <c>order[i]</c>.</summary>
    public FeatureMatrix Shuffled(int column, int[] order) =>
        new(Rows, [.. Columns.Select((kept, at) => at == column ? kept.Take(order) : kept)]);

    /// <summary>This table's rows followed by another's of the same columns.</summary>
    public FeatureMatrix Then(FeatureMatrix other) =>
        new(
            Rows + other.Rows,
            [
                .. Columns.Zip(other.Columns, (mine, theirs) =>
                    new FeatureColumn(
                        mine.Numbers is null ? null : [.. mine.Numbers, .. theirs.Numbers!],
                        mine.Codes is null ? null : [.. mine.Codes, .. theirs.Codes!],
                        mine.Levels
                    )
                ),
            ]
        );

    public IReadOnlyList<FeatureColumn> Columns { get; } = columns;

    public Binner[] Binners() =>
        [
            .. Columns.Select(column =>
                column.Numbers is { } numbers
                    ? Binner.OfNumbers(numbers)
                    : Binner.OfCategories(column.Codes, column.Levels)
            ),
        ];

    public byte[][] Bin(Binner[] binners) =>
        [
            .. Columns.Zip(binners, (column, binner) =>
                column.Numbers is { } numbers ? binner.Bin(numbers) : binner.Bin(column.Codes)
            ),
        ];
}
