namespace AethergenAI.Onnx.Graphs;

/// <summary>What a tensor holds; the values are the format's.</summary>
public enum ElementType
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
}

/// <summary>A value in a graph that is being built.</summary>
/// <param name="Shape">Lengths of the dimensions; <see cref="Batch"/> stands for the number of rows,
/// known only when the graph runs.</param>
public sealed record Node(string Name, ElementType Type, IReadOnlyList<long> Shape)
{
    /// <summary>The length of the row dimension.</summary>
    public const long Batch = -1;

    /// <summary>
    /// The shape that elementwise operators give two tensors (NumPy's rule: aligned at the end,
    /// a length of 1 stretches).
    /// </summary>
    /// <exception cref="ArgumentException">They do not go together.</exception>
    public static IReadOnlyList<long> Broadcast(Node left, Node right)
    {
        int rank = Math.Max(left.Shape.Count, right.Shape.Count);
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            long a = Length(left, i - rank + left.Shape.Count),
                b = Length(right, i - rank + right.Shape.Count);
            shape[i] =
                a == b || b == 1 ? a
                : a == 1 ? b
                : throw new ArgumentException($"{left} and {right} do not broadcast.", nameof(right));
        }

        return shape;
    }

    public override string ToString() =>
        $"{Name}: {Type}[{string.Join(", ", Shape.Select(length => length == Batch ? "N" : $"{length}"))}]";

    private static long Length(Node node, int dimension) => dimension < 0 ? 1 : node.Shape[dimension];
}
