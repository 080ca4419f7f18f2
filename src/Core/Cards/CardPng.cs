using AethergenAI.Evaluation;

namespace AethergenAI.Cards;

/// <summary>The card's main plot as a picture: what every level changes in the objective.</summary>
public static class CardPng
{
    private const byte Paper = 0,
        Ink = 1,
        Muted = 2,
        Line = 3,
        Accent = 4;

    private const int Width = 1400,
        Left = 470,
        Right = 330,
        Top = 90,
        Row = 44,
        Foot = 80,
        Scale = 2;

    private static readonly (byte, byte, byte)[] Palette =
    [
        (0xFF, 0xFF, 0xFF),
        (0x14, 0x18, 0x1F),
        (0x5B, 0x64, 0x72),
        (0xE4, 0xE5, 0xE1),
        (0x0F, 0x76, 0x6E),
    ];

    public static byte[] Render(AblationCard card) => Draw(card).ToPng();

    internal static Bitmap Draw(AblationCard card)
    {
        var dots = EffectsPlot.Dots(card);
        int bottom = Top + (Math.Max(1, dots.Count) * Row);
        var drawing = new Bitmap(Width, bottom + Foot, Palette);
        drawing.Write(Fit(card.Question ?? card.Name, Width - 40, 3), 20, 20, 3, Ink);
        drawing.Write(
            Fit($"Difference in {MeasureCatalogue.TitleOf(card.Objective.Measure)}, 95 % interval", Width - 40, Scale),
            20,
            54,
            Scale,
            Muted
        );
        if (dots.Count == 0)
        {
            drawing.Write("No effect could be estimated.", 20, Top + 12, Scale, Muted);
            return drawing;
        }

        var scale = EffectsPlot.Scale(dots, Left, Width - Right);
        foreach (double mark in scale.Marks(5))
        {
            int x = (int)Math.Round(scale.At(mark));
            drawing.Fill(x, Top, 1, bottom - Top, Line);
            string label = PlotScale.Label(mark);
            drawing.Write(label, x - (Bitmap.Measure(label, Scale) / 2), bottom + 12, Scale, Muted);
        }

        drawing.Fill((int)Math.Round(scale.At(0)) - 1, Top, 2, bottom - Top, Muted);
        for (int at = 0; at < dots.Count; at++)
        {
            Draw(drawing, dots[at], Top + (at * Row) + (Row / 2), scale);
        }
        drawing.Write(
            Fit($"recipe {card.Origin.RecipeHash[..12]}, {card.Origin.Software}", Width - 40, Scale),
            20,
            bottom + 46,
            Scale,
            Muted
        );
        return drawing;
    }

    private static void Draw(Bitmap drawing, EffectDot dot, int y, PlotScale scale)
    {
        string label = Fit(dot.Label, Left - 40, Scale);
        drawing.Write(label, Left - 20 - Bitmap.Measure(label, Scale), y - 7, Scale, Ink);
        if (dot.Interval is { } interval)
        {
            int low = (int)Math.Round(scale.At(interval.Low)),
                high = (int)Math.Round(scale.At(interval.High));
            drawing.Fill(low, y - 1, high - low + 1, 3, Accent);
        }

        drawing.Disc((int)Math.Round(scale.At(dot.Difference)), y, 9, Accent, dot.AliasedWith.Count > 0, Paper);
        string figure =
            dot.AliasedWith.Count > 0
                ? $"{CardText.Signed(dot.Difference)} or {string.Join(", ", dot.AliasedWith)}"
                : $"{CardText.Signed(dot.Difference)} {CardText.Between(dot.Interval)}";
        drawing.Write(Fit(figure, Right - 30, Scale), Width - Right + 20, y - 7, Scale, Muted);
    }

    private static string Fit(string text, int width, int scale)
    {
        int letters = width / (PixelFont.Advance * scale);
        return text.Length <= letters ? text : text[..(letters - 3)] + "...";
    }
}
