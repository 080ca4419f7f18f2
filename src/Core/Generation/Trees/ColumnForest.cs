namespace AethergenAI.Generation.Trees;

/// <summary>The trees that draw one model column given others; each row uses one of them, chosen at random.</summary>
/// <param name="Column">The model column.</param>
/// <param name="Features">The model columns that it depends on.</param>
/// <param name="Counts">The number of rows with each token.</param>
/// <param name="MinLeaf">The minimum number of rows in a leaf.</param>
/// <param name="Shrinkage">How leaves borrow from the nodes above them.</param>
/// <param name="Trees">Splits and leaf counts, as <see cref="PackedTrees"/> writes them.</param>
public sealed record ColumnForest(
    int Column,
    IReadOnlyList<int> Features,
    IReadOnlyList<int> Counts,
    int MinLeaf,
    Shrinkage Shrinkage,
    byte[] Trees
);

/// <summary>The fitted parameters of <c>trees</c>, stored in model.json.</summary>
/// <param name="Bins">One per model column.</param>
/// <param name="Columns">In the order in which they are drawn; a column's features come before it.</param>
public sealed record TreesParameters(IReadOnlyList<FeatureBins> Bins, IReadOnlyList<ColumnForest> Columns);
