namespace AethergenAI.Generation.Trees;

/// <summary>How one model column is drawn given others: each row by one of several trees, chosen at random.</summary>
/// <param name="Column">The model column.</param>
/// <param name="Features">The model columns that it is drawn from.</param>
/// <param name="Counts">Rows with each token.</param>
/// <param name="MinLeaf">Rows in a leaf, at least.</param>
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

/// <summary>What <c>trees</c> learnt; the parameters in model.json.</summary>
/// <param name="Bins">One a model column.</param>
/// <param name="Columns">In the order in which they are drawn; each one's features come before it.</param>
public sealed record TreesParameters(IReadOnlyList<FeatureBins> Bins, IReadOnlyList<ColumnForest> Columns);
