using AethergenAI.Cards;
using AethergenAI.Evaluation;

namespace AethergenAI.Core.Tests.Cards;

[Trait("Speed", "Slow")]
public class CardPngTests
{
    private const byte Paper = 0,
        Accent = 4,
        Pass = 5,
        Fail = 6;

    private static readonly AblationCard Card = FinishedCard.Of();

    [Theory]
    [InlineData(Verdict.Pass, Pass)]
    [InlineData(Verdict.Fail, Fail)]
    public void The_verdict_is_the_first_thing_in_the_picture(Verdict outcome, byte colour)
    {
        var drawing = CardPng.Draw(Card with { Verdict = new ReportVerdict(outcome, "Too leaky.") });
        int first = Enumerable.Range(0, drawing.Height).First(y => Colours(drawing, y).Any(at => at != Paper));
        Assert.Contains(colour, Colours(drawing, first));
    }

    [Theory]
    [InlineData(Verdict.Fail)]
    [InlineData(Verdict.Underpowered)]
    [InlineData(Verdict.Invalid)]
    [InlineData(Verdict.NotMeasured)]
    public void Nothing_is_green_beside_a_verdict_that_is_no_pass(Verdict outcome)
    {
        var drawing = CardPng.Draw(Card with { Verdict = new ReportVerdict(outcome, "Too leaky.") });
        Assert.DoesNotContain(Enumerable.Range(0, drawing.Height), y =>
            Colours(drawing, y).Any(at => at is Accent or Pass)
        );
    }

    [Fact]
    public void Effects_of_a_passing_card_are_green() =>
        Assert.Contains(Enumerable.Range(0, CardPng.Draw(Passing()).Height), y =>
            Colours(CardPng.Draw(Passing()), y).Contains(Accent)
        );

    [Fact]
    public void A_long_reason_is_written_to_its_end()
    {
        string reason = string.Join(' ', Enumerable.Repeat("reason", 60));
        int longer = CardPng.Draw(Card with { Verdict = new ReportVerdict(Verdict.Fail, reason) }).Height;
        int shorter = CardPng.Draw(Card with { Verdict = new ReportVerdict(Verdict.Fail, "Too leaky.") }).Height;
        // Beside the word, a line has 1278 / 12 = 106 letters: 12 words after "On the leading cell:", then 15 words
        // each. 60 words need 12 + 3 * 15 + 3, which is 4 lines of 24 pixels more.
        Assert.Equal(4 * 24, longer - shorter);
    }

    private static AblationCard Passing() => Card with { Verdict = new ReportVerdict(Verdict.Pass, "Useful.") };

    private static IEnumerable<byte> Colours(Bitmap drawing, int y) =>
        Enumerable.Range(0, drawing.Width).Select(x => drawing[x, y]);
}
