namespace AethergenAI.Onnx.Graphs;

/// <summary>The element type of a tensor, with the numbers of the ONNX format.</summary>
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
/// <param name="Shape">The lengths of the dimensions; <see cref="Batch"/> stands for the number of rows,
/// which is known only when the graph runs.</param>
public sealed record Node(string Name, ElementType Type, IReadOnlyList<long> Shape)
{
    /// <summary>The length of the row dimension.</summary>
    public const long Batch = -1;

    /// <summary>
    /// The shape of an elementwise operation on two tensors, by NumPy's broadcasting rule: shapes are aligned at the
    /// end, and a length of 1 is repeated.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static IReadOnlyList<long> Broadcast(Node left, Node right)
    {
        int rank = Math.Max(left.Shape.Count, right.Shape.Count);
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            long a = Length(left, i - rank + left.Shape.Count),
                b = Length(right, i - rank + right.Shape.Count);
            if (a != b && a != 1 && b != 1)
            {
                throw new ArgumentException($"{left} and {right} do not broadcast.", nameof(right));
            }
            shape[i] = a == 1 ? b : a;
        }

        return shape;
    }

    public override string ToString() =>
        $"{Name}: {Type}[{string.Join(", ", Shape.Select(length => length == Batch ? "N" : $"{length}"))}]";

    private static long Length(Node node, int dimension) => dimension < 0 ? 1 : node.Shape[dimension];
}
