namespace AethergenAI.Generation.Trees;

/// <summary>How strongly a node is shrunk towards its parent.</summary>
/// <param name="Rows">α ≥ 0: the parent counts as this many rows; ∞: the node's own rows do not count.</param>
/// <param name="Discount">d in [0, 1): subtracted from the count of every token that occurs,
/// and given to the parent.</param>
/// <remarks>
/// <c>p(token) = (max(count − d, 0) + (α + d · distinct) · p_parent(token)) / (rows + α)</c>, from the root down;
/// the interpolation of Kneser &amp; Ney (1995), <see href="https://doi.org/10.1109/ICASSP.1995.479394"/>,
/// and Teh (2006), <see href="https://doi.org/10.3115/1220175.1220299"/>.
/// </remarks>
public sealed record Shrinkage(double Rows, double Discount)
{
    /// <summary>One token's probability at a node.</summary>
    /// <param name="parent">Its probability at the parent.</param>
    internal double At(TreeNode node, int count, double parent) =>
        node.Rows == 0 || double.IsInfinity(Rows)
            ? parent
            : (Math.Max(count - Discount, 0) + ((Rows + (Discount * node.Tokens.Length)) * parent))
                / (node.Rows + Rows);

    /// <summary>Every token's probability at a node.</summary>
    /// <param name="parent">Probabilities at the parent; overwritten with those at the node.</param>
    internal void Apply(TreeNode node, Span<double> parent)
    {
        if (node.Rows == 0 || double.IsInfinity(Rows))
        {
            return;
        }
        double borrowed = (Rows + (Discount * node.Tokens.Length)) / (node.Rows + Rows);
        foreach (ref double probability in parent)
        {
            probability *= borrowed;
        }
        for (int i = 0; i < node.Tokens.Length; i++)
        {
            parent[node.Tokens[i]] += Math.Max(node.Counts[i] - Discount, 0) / (node.Rows + Rows);
        }
    }
}
