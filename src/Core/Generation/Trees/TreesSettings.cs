using System.Globalization;

namespace AethergenAI.Generation.Trees;

/// <param name="Order">How columns are ordered: see <see cref="VisitOrder"/>.</param>
/// <param name="Trees">How many trees a column is drawn by.</param>
/// <param name="MinLeaf">Rows in a leaf, at least; null: chosen on rows that the trees have not seen.</param>
/// <param name="ReplayCheck">Whether leaves borrow more until drawn rows lie no nearer to the seed than to rows that were held out.</param>
public sealed record TreesSettings(string Order, int Trees, int? MinLeaf, bool ReplayCheck, ulong Seed)
{
    private const int MaxTrees = 64;

    /// <exception cref="RefusedException">An option's value is out of its range.</exception>
    public static TreesSettings Of(GeneratorSettings settings)
    {
        string order = Text("order");
        string[] orders = [VisitOrder.Size, VisitOrder.Information, VisitOrder.Schema];
        if (!orders.Contains(order))
        {
            throw GenerationRefusals.OptionRange("order", order, string.Join(", ", orders));
        }
        int minLeaf = Whole("min-leaf", 0, int.MaxValue);
        return new TreesSettings(
            order,
            Whole("trees", 1, MaxTrees),
            minLeaf == 0 ? null : minLeaf,
            Text("replay-check") == "true",
            settings.Seed
        );

        string Text(string name) =>
            settings.Values.GetValueOrDefault(name)
            ?? KnownGenerators.Trees.Options.First(option => option.Name == name).Default;

        int Whole(string name, int least, int most) =>
            int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && value >= least
            && value <= most
                ? value
                : throw GenerationRefusals.OptionRange(name, Text(name), $"a whole number from {least} to {most:N0}");
    }
}
