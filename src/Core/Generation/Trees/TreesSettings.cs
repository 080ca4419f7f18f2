namespace AethergenAI.Generation.Trees;

/// <param name="Order">The order of the columns: see <see cref="VisitOrder"/>.</param>
/// <param name="Trees">The number of trees per column.</param>
/// <param name="MinLeaf">The minimum number of rows in a leaf; null:
/// chosen on rows that the trees have not seen.</param>
/// <param name="ReplayCheck">Whether shrinkage is increased until drawn rows are no nearer to the seed
/// than to held-out rows.</param>
public sealed record TreesSettings(string Order, int Trees, int? MinLeaf, bool ReplayCheck, ulong Seed)
{
    public static readonly IReadOnlyList<GeneratorOption> Options =
    [
        new(
            "order",
            OptionKind.Choice,
            VisitOrder.Information,
            "The order in which columns are drawn: mutual-information, size (few tokens first), or fixed (the schema's)"
        )
        {
            Choices = [VisitOrder.Information, VisitOrder.Size, VisitOrder.Schema],
        },
        new("trees", OptionKind.Integer, "10", "The number of trees per column") { Minimum = 1, Maximum = 64 },
        new(
            "min-leaf",
            OptionKind.Integer,
            "0",
            "The minimum number of rows in a leaf; 0: chosen on rows that the trees have not seen"
        )
        {
            Minimum = 0,
            Maximum = int.MaxValue,
        },
        new(
            "replay-check",
            OptionKind.Boolean,
            "true",
            "Smooth until rows drawn from one half of the seed are no nearer to that half than to the other"
        ),
    ];

    /// <param name="seed">The random seed of every random choice of the fit.</param>
    public static TreesSettings Of(OptionValues options, ulong seed)
    {
        int minLeaf = options.Whole("min-leaf");
        return new TreesSettings(
            options.Choice("order"),
            options.Whole("trees"),
            minLeaf == 0 ? null : minLeaf,
            options.Flag("replay-check"),
            seed
        );
    }
}
