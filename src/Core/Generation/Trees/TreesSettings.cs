namespace AethergenAI.Generation.Trees;

/// <param name="Order">How columns are ordered: see <see cref="VisitOrder"/>.</param>
/// <param name="Trees">How many trees a column is drawn by.</param>
/// <param name="MinLeaf">Rows in a leaf, at least; null: chosen on rows that the trees have not seen.</param>
/// <param name="ReplayCheck">Whether leaves borrow more until drawn rows lie no nearer to the seed than to rows that
/// were held out.</param>
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
        new("trees", OptionKind.Integer, "10", "How many trees a column is drawn by") { Minimum = 1, Maximum = 64 },
        new(
            "min-leaf",
            OptionKind.Integer,
            "0",
            "Rows in a leaf, at least; 0 chooses it on rows that the trees have not seen"
        )
        {
            Minimum = 0,
            Maximum = int.MaxValue,
        },
        new(
            "replay-check",
            OptionKind.Boolean,
            "true",
            "Smooth until rows drawn from half of the seed lie no nearer to it than to the other half"
        ),
    ];

    /// <param name="seed">Seeds every random choice of the fit.</param>
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
