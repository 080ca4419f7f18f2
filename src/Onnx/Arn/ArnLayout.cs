namespace AethergenAI.Onnx.Arn;

/// <summary>
/// Where the network's weights lie in one flat vector. For every column k an embedding;
/// for every column j a block of hidden units that sees the embeddings of the columns before it,
/// a second layer beside a shortcut, and a head of logits. The heads of ordered columns are a smooth function
/// of the class' rank plus a free part.
/// </summary>
internal sealed class ArnLayout
{
    /// <summary>The number of cosines that a smooth head is made of.</summary>
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

    /// <summary>How many numbers the context has.</summary>
    internal int Context { get; }

    internal IReadOnlyList<Part> Parts => parts;

    /// <summary>How many weights there are.</summary>
    internal int Size { get; private set; }

    /// <summary>For each column classes + 1 rows (the last for no token), its slot wide.</summary>
    internal Part[] Embeddings { get; }

    /// <summary>From the context to every column's block.</summary>
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

    /// <summary>Cosines of the classes' ranks, [Waves, classes], row-major: what a smooth head is made of.</summary>
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

    /// <summary>The weights before training: logits start at the marginal distributions.</summary>
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

        // On average half of the context is before a column.
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
                // Ordered classes start as neighbours on a curve, the others anywhere.
                table[(c * part.Columns) + i] = (float)(
                    !column.Ordered || column.ClassCount <= 2 ? 0.7 * draws.Normal()
                    : i == 0 ? 1.7 * ranks[c]
                    : 1.4 * Math.Cos(Math.PI * (i + 1) * (ranks[c] + 1) / 2) / Math.Sqrt(i + 1)
                );
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

    /// <summary>A matrix, row-major, in the flat vector.</summary>
    internal sealed record Part(PartKind Kind, int Start, int Rows, int Columns)
    {
        internal int Length => Rows * Columns;
    }
}

/// <summary>What a part of the weights is for, which says how strongly it is drawn to 0.</summary>
internal enum PartKind
{
    Embedding,
    Weight,
    Bias,
    Smooth,
    Head,
}

/// <summary>The network's size, apart from its columns.</summary>
/// <param name="Width">Hidden units of a column's block.</param>
/// <param name="Inner">Units of a block's second layer, all experts together.</param>
/// <param name="Experts">How many experts the second layer is cut into; 0: none.</param>
/// <param name="Active">How many of them work on a row.</param>
internal sealed record ArnShape(int Width, int Inner, int Experts = 0, int Active = 0);
