using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using AethergenAI.Cards;
using AethergenAI.Core.Tests.Recipes.Designs;
using AethergenAI.Evaluation;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;

namespace AethergenAI.Core.Tests.Cards;

[Trait("Speed", "Slow")]
public class CardFormsTests
{
    [Fact]
    public void The_page_refers_to_nothing_outside_itself_and_runs_nothing()
    {
        string html = CardHtml.Render(FinishedCard.Of());

        Assert.DoesNotMatch("(src|href)=|<script|url\\((?!#)|https?://", html);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_people_wrote_is_text_and_not_markup()
    {
        string html = CardHtml.Render(FinishedCard.Of(failing: "c03-r2"));

        Assert.Contains("Bring &lt;more&gt; rows.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependence>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>")]
    [InlineData("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))")]
    [InlineData("![x](https://example.org/a.png)", "!\\[x\\](https://example.org/a.png)")]
    [InlineData("a|b *c* _d_ e_f `g` &lt;", "a\\|b \\*c\\* \\_d\\_ e_f \\`g\\` \\&lt;")]
    [InlineData("# x\n# y", "\\# x # y")]
    public void What_people_wrote_is_no_markdown(string written, string shown) =>
        Assert.Equal(shown, MarkdownText.Of(written));

    [Fact]
    public void No_part_of_a_card_becomes_markup_of_its_markdown()
    {
        const string Hostile = "<img src=x onerror=alert(1)>[a](javascript:b)\n```\n# c";
        var card = FinishedCard.Of(failing: "c03-r2");
        card = card with
        {
            Name = Hostile,
            Question = Hostile,
            Answer = Hostile,
            Caveats = [Hostile],
            Verdict = new ReportVerdict(Verdict.Fail, Hostile),
            Design = card.Design with { Words = Hostile },
            Stopped = [new StoppedCell(1, 1, Hostile)],
            Origin = card.Origin with { Rerun = Hostile },
            Trials = [.. card.Trials.Select(trial => trial with { Failure = new TrialFailure(Hostile, Hostile) })],
        };

        string text = CardMarkdown.Render(card, Hostile);

        // What is left is code: after a backtick, or inside the fence of the last lines.
        string fence = text[text.IndexOf("````sh", StringComparison.Ordinal)..];
        Assert.Equal($"````sh\n{Hostile}\n````\n", fence);
        Assert.DoesNotMatch(@"(?m)^# c|(?<![\\`])<img|(?<![\\>])\[a", text[..^fence.Length]);
    }

    [Fact]
    public void A_spreadsheet_computes_nothing_of_the_table()
    {
        const string Formula = "=HYPERLINK(\"http://example.org\")";
        var card = FinishedCard.Of();
        string first = card.Design.Factors[0].Name;
        card = card with
        {
            Cells =
            [
                .. card.Cells.Select(cell =>
                    cell with
                    {
                        Levels = new Dictionary<string, JsonElement>(cell.Levels)
                        {
                            [first] = JsonSerializer.SerializeToElement(cell.Best ? Formula : "-1"),
                        },
                    }
                ),
            ],
        };

        string csv = CardCsv.Render(card);

        Assert.Contains(",\"'=HYPERLINK(\"\"http://example.org\"\")\",", csv, StringComparison.Ordinal);
        Assert.Contains(",-1,", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<h1>")]
    [InlineData("What every level changes")]
    [InlineData("What is traded off")]
    [InlineData("Analysis of variance")]
    [InlineData("Shapley shares")]
    [InlineData("Equivalence")]
    [InlineData("Before you rely on it")]
    [InlineData("No differential privacy is claimed")]
    [InlineData("fit.too-few-rows")]
    [InlineData("Recipe hash")]
    [InlineData("signed by nobody")]
    [InlineData("aethergen recipe run recipe.json -o OUT/")]
    public void The_page_has_everything_that_a_card_is_for(string part) =>
        Assert.Contains(
            part,
            CardHtml.Render(FinishedCard.Of(failing: "c03-r2"), "signed by nobody"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("# Does \\<dependence\\> pay?")]
    [InlineData("| generator copula vs independent | +0.05")]
    [InlineData("- Recipe hash: ")]
    [InlineData("Signature: not signed")]
    public void Markdown_has_the_same(string part) =>
        Assert.Contains(part, CardMarkdown.Render(FinishedCard.Of()), StringComparison.Ordinal);

    [Fact]
    public void The_worst_verdict_of_the_best_cell_stands_before_the_answer()
    {
        var recipe = AethergenAI.Recipes.RecipeReader.Read(FinishedCard.Text, yaml: false);
        var summary = FinishedCard.Summary(recipe);
        int best = FinishedCard.Of().Cells.Single(cell => cell.Best).Cell;
        var judged = summary with
        {
            Trials =
            [
                .. summary.Trials.Select(trial => trial with { Verdict = Judged(trial.Cell == best, trial.Repeat) }),
            ],
        };
        var card = CardWriter.Of(recipe, judged, FinishedCard.Facts, default);

        // Repeat 2 of the leading cell alone fails; every repeat of the other cells fails for another reason.
        Assert.Equal(new ReportVerdict(Verdict.Fail, "Too leaky. Judged so in 1 of 4 repeats."), card.Verdict);
        string html = CardHtml.Render(card),
            text = CardMarkdown.Render(card);
        Assert.InRange(
            html.IndexOf("Too leaky.", StringComparison.Ordinal),
            0,
            html.IndexOf("<h1>", StringComparison.Ordinal)
        );
        Assert.Contains("**Verdict on the leading cell: fail.** Too leaky.", text, StringComparison.Ordinal);

        static ReportVerdict Judged(bool best, int repeat) =>
            (best, repeat) switch
            {
                (true, 2) => new(Verdict.Fail, "Too leaky."),
                (true, _) => new(Verdict.Pass, "Useful."),
                _ => new(Verdict.Fail, "Not useful."),
            };
    }

    [Fact]
    public void The_table_has_a_row_a_cell_and_measure()
    {
        string[] lines = CardCsv.Render(FinishedCard.Of()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        // Three measures of the trial, three costs, four cells.
        Assert.Equal(1 + (4 * 6), lines.Length);
        Assert.StartsWith("cell,generator,seed-rows,baseline,best,may_be_best,", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line =>
            Assert.Equal(lines[0].Count(letter => letter == ','), line.Count(letter => letter == ','))
        );
    }

    [Fact]
    public void A_confounded_effect_is_hatched_and_named()
    {
        var recipe = FractionTests.TwoLevel(3, """{"kind":"fractional-factorial","resolution":3}""", repeats: 2);
        var trials = TrialPlan
            .Of(recipe)
            .Select(trial => new TrialSummary(
                trial.Cell,
                trial.Repeat,
                trial.Name,
                trial.Levels,
                "copula",
                new Dictionary<string, double> { ["utility.ratio"] = trial.Cell + (0.1 * trial.Repeat) },
                null,
                TrialCost.None
            ))
            .ToList();
        var card = CardWriter.Of(
            recipe,
            FinishedCard.Summary(AethergenAI.Recipes.RecipeReader.Read(FinishedCard.Text, yaml: false)) with
            {
                Trials = trials,
            },
            FinishedCard.Facts,
            default
        );

        Assert.Contains("url(#hatch)", CardHtml.Render(card), StringComparison.Ordinal);
        Assert.Contains("or b:c", CardHtml.Render(card), StringComparison.Ordinal);
    }

    // The checksum of the empty end chunk stands in the PNG specification's examples: AE 42 60 82.
    [Fact]
    public void The_picture_is_a_png_whose_pixels_come_back()
    {
        var drawing = CardPng.Draw(FinishedCard.Of());
        byte[] png = drawing.ToPng();

        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(png[..8]));
        Assert.Equal("0000000049454E44AE426082", Convert.ToHexString(png[^12..]));
        Assert.Equal(
            (drawing.Width, drawing.Height),
            (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)))
        );
        int data = png.AsSpan().IndexOf("IDAT"u8);
        using var zlib = new ZLibStream(
            new MemoryStream(png, data + 4, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(data - 4))),
            CompressionMode.Decompress
        );
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        byte[] pixels = rows.ToArray();
        Assert.Equal(drawing.Height * (drawing.Width + 1), pixels.Length);
        Assert.All(Enumerable.Range(0, drawing.Height), y =>
            Assert.Equal(
                Enumerable.Range(0, drawing.Width).Select(x => drawing[x, y]),
                pixels.Skip((y * (drawing.Width + 1)) + 1).Take(drawing.Width)
            )
        );
    }

    [Fact]
    public void Every_form_is_there() =>
        Assert.Equal(
            ["card.csv", "card.html", "card.json", "card.md", "card.png"],
            CardFiles.Of(FinishedCard.Of()).Keys.Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Letters_that_the_picture_lacks_are_boxes_and_not_nothing() =>
        Assert.Contains(Enumerable.Range(0, PixelFont.Height), y => PixelFont.IsSet('漢', 0, y));

    [Theory]
    [InlineData(0.8512, "0.851")]
    [InlineData(-0.00004, "−0.00004")]
    [InlineData(-0.0, "0.000")]
    [InlineData(12345.6, "12,346")]
    [InlineData(null, "–")]
    public void Numbers_are_written_alike_everywhere(double? value, string text) =>
        Assert.Equal(text, CardText.Number(value));

    [Fact]
    public void Text_of_the_page_is_utf8() =>
        Assert.Equal(
            CardHtml.Render(FinishedCard.Of()),
            Encoding.UTF8.GetString(CardFiles.Of(FinishedCard.Of())[CardFiles.Html])
        );
}
