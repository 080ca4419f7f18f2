using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>One column: real and synthetic shares as overlaid steps, with their difference below.</summary>
internal static class DistributionPlot
{
    private const double Width = 280,
        Height = 84,
        Gap = 8,
        Below = 26;

    public static string Render(ColumnShape shape)
    {
        // The cell for missing values is drawn only where there are any.
        int cells = shape.Labels.Count;
        if (cells > 1 && shape.Real[^1] == 0 && shape.Synthetic[^1] == 0)
        {
            cells--;
        }
        double top = Math.Max(1e-9, shape.Real.Concat(shape.Synthetic).Max());
        double widest = Math.Max(
            1e-9,
            Enumerable.Range(0, cells).Max(k => Math.Abs(shape.Synthetic[k] - shape.Real[k]))
        );
        double scale = Math.Max(widest, top / 8),
            step = Width / cells,
            zero = Height + Gap + (Below / 2);
        var svg = new StringBuilder($"<article class='card plot'><h3>{Markup.Text(shape.Column)}</h3>");
        svg.Append(
            $"<div class='small muted'>{Markup.Number(shape.Value)} {Markup.Between(shape.Interval)} of "
                + $"{Markup.Number(shape.Reference)}</div>"
        );
        svg.Append(
            $"<svg viewBox='0 0 {Width} {Height + Gap + Below + 16}' role='img' aria-label='Shares of "
                + $"{Markup.Text(shape.Column)}: real and synthetic rows'>"
        );
        svg.Append(
            $"<path d='{Steps(shape.Real, cells, step, top)}L{Width} {Height}L0 {Height}z' fill='var(--real)' "
                + "opacity='.22'/>"
        );
        svg.Append(
            $"<path d='{Steps(shape.Real, cells, step, top)}' fill='none' stroke='var(--real)' stroke-width='1.5'/>"
        );
        svg.Append(
            $"<path d='{Steps(shape.Synthetic, cells, step, top)}' fill='none' stroke='var(--accent)' "
                + "stroke-width='1.75'/>"
        );
        svg.Append($"<path d='M0 {Height}H{Width}M0 {zero}H{Width}' stroke='var(--line)'/>");
        for (int k = 0; k < cells; k++)
        {
            double difference = shape.Synthetic[k] - shape.Real[k],
                height = Below / 2 * Math.Min(1, Math.Abs(difference) / scale);
            svg.Append(
                $"<rect x='{Markup.At((k * step) + (step * 0.1))}' "
                    + $"y='{Markup.At(difference > 0 ? zero - height : zero)}' width='{Markup.At(step * 0.8)}' "
                    + $"height='{Markup.At(height)}' fill='var(--{(difference > 0 ? "more" : "less")})'/>"
            );
            svg.Append(
                $"<rect x='{Markup.At(k * step)}' y='0' width='{Markup.At(step)}' "
                    + $"height='{Height + Gap + Below}' fill='transparent'><title>{Markup.Text(shape.Labels[k])}: "
                    + $"real {shape.Real[k]:P1}, synthetic {shape.Synthetic[k]:P1}</title></rect>"
            );
        }

        double foot = Height + Gap + Below + 13;
        svg.Append($"<text x='0' y='{foot}' font-size='10'>{Markup.Text(Short(shape.Labels[0]))}</text>");
        svg.Append(
            $"<text x='{Width}' y='{foot}' font-size='10' "
                + $"text-anchor='end'>{Markup.Text(Short(shape.Labels[cells - 1]))}</text>"
        );
        return svg.Append("</svg></article>").ToString();
    }

    private static string Steps(IReadOnlyList<double> shares, int cells, double step, double top)
    {
        var path = new StringBuilder();
        for (int k = 0; k < cells; k++)
        {
            string y = Markup.At(Height - (shares[k] / top * (Height - 2)));
            path.Append(k == 0 ? $"M0 {y}" : $"V{y}").Append($"H{Markup.At((k + 1) * step)}");
        }

        return path.ToString();
    }

    private static string Short(string label) => label.Length <= 22 ? label : label[..21] + "…";
}
