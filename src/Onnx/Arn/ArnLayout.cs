namespace AethergenAI.Onnx.Arn;

/// <summary>
/// The position of the network's weights in one flat vector. Each column has an embedding, a block of hidden units
/// whose inputs are the embeddings of the columns before it, a second layer with a shortcut around it, and a head of
/// logits. The head of an ordered column is a smooth function of the class's rank plus a free part.
/// </summary>
internal sealed class ArnLayout
{
    /// <summary>The number of cosines that make up a smooth head.</summary>
    internal const int Waves = 12;

    private readonly List<Part> parts = [];

    internal ArnLayout(IReadOnlyList<ArnColumn> columns, ArnShape shape)
    {
        Columns = columns;
        Shape = shape;
        Context = columns.Sum(column => column.Slot);
        int blocks = columns.Count * shape.Width,
            width = shape.Width;
        Embeddings = [.. columns.Select(column => Add(PartKind.Embedding, column.ClassCount + 1, column.Slot))];
        Input = Add(PartKind.Weight, Context, blocks);
        InputBias = Add(PartKind.Bias, 1, blocks);
        Hidden = [.. columns.Select(_ => Add(PartKind.Weight, width, shape.Inner))];
        HiddenBias = [.. columns.Select(_ => Add(PartKind.Bias, 1, shape.Inner))];
        Back = [.. columns.Select(_ => Add(PartKind.Weight, shape.Inner, width))];
        Gates = shape.Experts == 0 ? [] : [.. columns.Select(_ => Add(PartKind.Weight, width, shape.Experts))];
        Smooth =
        [
            .. columns.Select(column =>
                column.Ordered && column.ClassCount > 2 ? Add(PartKind.Smooth, width, Waves) : null
            ),
        ];
        Heads = [.. columns.Select(column => Add(PartKind.Head, width, column.ClassCount))];
        HeadBias = [.. columns.Select(column => Add(PartKind.Bias, 1, column.ClassCount))];
    }

    internal IReadOnlyList<ArnColumn> Columns { get; }

    internal ArnShape Shape { get; }

    /// <summary>The length of the context: all embeddings side by side.</summary>
    internal int Context { get; }

    internal IReadOnlyList<Part> Parts => parts;

    /// <summary>The number of weights.</summary>
    internal int Size { get; private set; }

    /// <summary>
    /// The embedding of each column: classes + 1 rows (the last for no token) of the length of its slot.
    /// </summary>
    internal Part[] Embeddings { get; }

    /// <summary>The weights from the context to each column's block.</summary>
    internal Part Input { get; }

    internal Part InputBias { get; }

    internal Part[] Hidden { get; }

    internal Part[] HiddenBias { get; }

    internal Part[] Back { get; }

    /// <summary>Empty without experts.</summary>
    internal Part[] Gates { get; }

    internal Part?[] Smooth { get; }

    internal Part[] Heads { get; }

    internal Part[] HeadBias { get; }

    /// <summary>Cosines of the classes' ranks, [Waves, classes], row-major: the basis of a smooth head.</summary>
    internal static float[] Basis(ArnColumn column)
    {
        double[] ranks = column.Ranks();
        return
        [
            .. Enumerable
                .Range(1, Waves)
                .SelectMany(wave =>
                    ranks.Select(rank => (float)(1.4 * Math.Cos(Math.PI * wave * (rank + 1) / 2) / Math.Sqrt(wave)))
                ),
        ];
    }

    /// <summary>The initial weights: the logits start at the marginal distributions.</summary>
    internal float[] Initial(ulong seed)
    {
        float[] weights = new float[Size];
        var draws = new TrainingRandom(seed, DrawPurpose.Weights, 0);
        void Normal(Part part, double deviation)
        {
            foreach (ref float weight in weights.AsSpan(part.Start, part.Length))
            {
                weight = (float)(draws.Normal() * deviation);
            }
        }

        for (int i = 0; i < Columns.Count; i++)
        {
            Embed(Columns[i], Embeddings[i], weights.AsSpan(Embeddings[i].Start, Embeddings[i].Length), draws);
            Normal(Hidden[i], Math.Sqrt(1.0 / Shape.Width));
            Normal(Back[i], 0.5 * Math.Sqrt(1.0 / Shape.Width));
            if (Gates.Length > 0)
            {
                Normal(Gates[i], 0.1);
            }
            if (Smooth[i] is { } smooth)
            {
                Normal(smooth, 0.1 * Math.Sqrt(1.0 / Shape.Width));
            }
            Normal(Heads[i], 0.1 * Math.Sqrt(1.0 / Shape.Width));
            double[] shares = Columns[i].Shares();
            for (int c = 0; c < shares.Length; c++)
            {
                weights[HeadBias[i].Start + c] = (float)Math.Log(shares[c]);
            }
        }

        // On average a column depends on half of the context.
        Normal(Input, Math.Sqrt(2.0 / Math.Max(1, Context)));
        return weights;
    }

    private static void Embed(ArnColumn column, Part part, Span<float> table, TrainingRandom draws)
    {
        double[] ranks = column.Ranks();
        for (int c = 0; c < column.ClassCount; c++)
        {
            for (int i = 0; i < part.Columns; i++)
            {
                // The embeddings of ordered classes start as neighbours on a curve, those of other classes at random.
                double value;
                if (!column.Ordered || column.ClassCount <= 2)
                {
                    value = 0.7 * draws.Normal();
                }
                else if (i == 0)
                {
                    value = 1.7 * ranks[c];
                }
                else
                {
                    value = 1.4 * Math.Cos(Math.PI * (i + 1) * (ranks[c] + 1) / 2) / Math.Sqrt(i + 1);
                }
                table[(c * part.Columns) + i] = (float)value;
            }
        }
    }

    private Part Add(PartKind kind, int rows, int columns)
    {
        var part = new Part(kind, Size, rows, columns);
        parts.Add(part);
        Size += part.Length;
        return part;
    }

    /// <summary>A row-major matrix in the flat vector.</summary>
    internal sealed record Part(PartKind Kind, int Start, int Rows, int Columns)
    {
        internal int Length => Rows * Columns;
    }
}

/// <summary>The purpose of a part of the weights, which sets its weight decay.</summary>
internal enum PartKind
{
    Embedding,
    Weight,
    Bias,
    Smooth,
    Head,
}

/// <summary>The network's size, apart from its columns.</summary>
/// <param name="Width">The hidden units of a column's block.</param>
/// <param name="Inner">The units of a block's second layer, all experts together.</param>
/// <param name="Experts">The number of experts that the second layer is divided into; 0 for none.</param>
/// <param name="Active">The number of experts that each row uses.</param>
internal sealed record ArnShape(int Width, int Inner, int Experts = 0, int Active = 0);
