using AethergenAI.Evaluation;
using AethergenAI.Pages;

namespace AethergenAI.Cards;

/// <summary>
/// The card's main plot as a picture: what every level changes in the objective. The verdict stands first, as a word on
/// its colour; beside one that is no pass, nothing is green.
/// </summary>
public static class CardPng
{
    private const byte Paper = 0,
        Ink = 1,
        Muted = 2,
        Line = 3,
        Accent = 4,
        Pass = 5,
        Fail = 6,
        Warn = 7;

    private const int Width = 1400,
        Left = 470,
        Right = 330,
        Margin = 20,
        Head = 36,
        Row = 44,
        Foot = 80,
        Scale = 2,
        LineHeight = 24,
        TitleScale = 3,
        TitleHeight = 34,
        Box = 26;

    private static readonly (byte, byte, byte)[] Palette =
    [
        (0xFF, 0xFF, 0xFF),
        (0x14, 0x18, 0x1F),
        (0x5B, 0x64, 0x72),
        (0xE4, 0xE5, 0xE1),
        (0x0F, 0x76, 0x6E),
        (0x16, 0x65, 0x34),
        (0xB4, 0x23, 0x18),
        (0x85, 0x4D, 0x0E),
    ];

    public static byte[] Render(AblationCard card) => Draw(card).ToPng();

    internal static Bitmap Draw(AblationCard card)
    {
        var dots = EffectsPlot.Dots(card);
        IReadOnlyList<string> verdict = Sentence(card);
        List<string> question = Wrap(card.Question ?? card.Name, Width - (2 * Margin), TitleScale);
        int head = Margin + (verdict.Count * LineHeight) + 10;
        int below = head + (question.Count * TitleHeight);
        int top = below + Head;
        int bottom = top + (Math.Max(1, dots.Count) * Row);
        var drawing = new Bitmap(Width, bottom + Foot, Palette);
        Judge(drawing, card.Verdict?.Outcome, verdict);
        foreach (var (at, line) in question.Index())
        {
            drawing.Write(line, Margin, head + (at * TitleHeight), TitleScale, Ink);
        }
        string measure = $"Difference in {MeasureCatalogue.TitleOf(card.Objective.Measure)}, 95 % interval";
        drawing.Write(Fit(measure, Width - 2 * Margin, Scale), Margin, below, Scale, Muted);
        if (dots.Count == 0)
        {
            drawing.Write("No effect could be estimated.", Margin, top + 12, Scale, Muted);
            return drawing;
        }

        var scale = EffectsPlot.Scale(dots, Left, Width - Right);
        foreach (double mark in scale.Marks(5))
        {
            int x = (int)Math.Round(scale.At(mark));
            drawing.Fill(x, top, 1, bottom - top, Line);
            string label = PlotScale.Label(mark);
            drawing.Write(label, x - (Bitmap.Measure(label, Scale) / 2), bottom + 12, Scale, Muted);
        }

        drawing.Fill((int)Math.Round(scale.At(0)) - 1, top, 2, bottom - top, Muted);
        byte colour = card.Verdict?.Outcome == Verdict.Pass ? Accent : Ink;
        for (int at = 0; at < dots.Count; at++)
        {
            Draw(drawing, dots[at], top + (at * Row) + (Row / 2), scale, colour);
        }
        string origin = $"recipe {card.Origin.RecipeHash[..12]}, {card.Origin.Software}";
        drawing.Write(Fit(origin, Width - 2 * Margin, Scale), Margin, bottom + 46, Scale, Muted);
        return drawing;
    }

    /// <summary>The verdict with its reason, as lines that fit beside its word.</summary>
    private static IReadOnlyList<string> Sentence(AblationCard card)
    {
        if (card.Verdict is not { } verdict)
        {
            return [CardText.MissingVerdict(card)];
        }
        string about = card.Design.Cells > 1 ? "On the leading cell: " : "";
        return Wrap(about + verdict.Sentence, Width - (2 * Margin) - BoxWidth(verdict.Outcome), Scale);
    }

    private static void Judge(Bitmap drawing, Verdict? outcome, IReadOnlyList<string> lines)
    {
        int left = Margin;
        if (outcome is { } verdict)
        {
            drawing.Fill(Margin, Margin - 6, BoxWidth(verdict) - 14, Box, Colour(verdict));
            drawing.Write(Word(verdict), Margin + 10, Margin, Scale, Paper);
            left += BoxWidth(verdict);
        }
        foreach (var (at, line) in lines.Index())
        {
            drawing.Write(line, left, Margin + (at * LineHeight), Scale, Ink);
        }
    }

    private static string Word(Verdict verdict) => Markup.Word(verdict).ToUpperInvariant();

    /// <summary>The width of the verdict's word on its colour, with the gap after it.</summary>
    private static int BoxWidth(Verdict verdict) => Bitmap.Measure(Word(verdict), Scale) + 34;

    private static byte Colour(Verdict verdict) =>
        verdict switch
        {
            Verdict.Pass => Pass,
            Verdict.Fail or Verdict.Invalid => Fail,
            Verdict.Underpowered => Warn,
            _ => Muted,
        };

    /// <summary>Breaks a text between words; a word that is too long for a line has one of its own.</summary>
    private static List<string> Wrap(string text, int width, int scale)
    {
        int letters = width / (PixelFont.Advance * scale);
        List<string> lines = [""];
        foreach (string word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > letters)
            {
                lines.Add(word);
                continue;
            }
            lines[^1] += lines[^1].Length == 0 ? word : $" {word}";
        }
        return lines;
    }

    private static void Draw(Bitmap drawing, EffectDot dot, int y, PlotScale scale, byte colour)
    {
        string label = Fit(dot.Label, Left - 40, Scale);
        drawing.Write(label, Left - 20 - Bitmap.Measure(label, Scale), y - 7, Scale, Ink);
        if (dot.Interval is { } interval)
        {
            int low = (int)Math.Round(scale.At(interval.Low)),
                high = (int)Math.Round(scale.At(interval.High));
            drawing.Fill(low, y - 1, high - low + 1, 3, colour);
        }

        drawing.Disc((int)Math.Round(scale.At(dot.Difference)), y, 9, colour, dot.AliasedWith.Count > 0, Paper);
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
