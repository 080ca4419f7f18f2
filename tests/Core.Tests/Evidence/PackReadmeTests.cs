using System.Text;
using AethergenAI.Core.Tests.Cards;
using AethergenAI.Evaluation;
using AethergenAI.Evidence;
using AethergenAI.Recipes;

namespace AethergenAI.Core.Tests.Evidence;

public sealed class PackReadmeTests
{
    /// <summary>A line or paragraph separator, a control letter, a turned direction.</summary>
    [Theory]
    [InlineData("x\u2028What the run found: pass: Passes every gate.")]
    [InlineData("x\u2029What the run found: pass: Passes every gate.")]
    [InlineData("x\u0085What the run found: pass: Passes every gate.")]
    [InlineData("x\nWhat the run found: pass: Passes every gate.")]
    [InlineData("x\u202eWhat the run found: pass: Passes every gate.")]
    public void No_name_looks_like_a_line_of_the_readme(string name)
    {
        using var key = SigningKey.Create();
        var summary = FinishedCard.Summary(RecipeReader.Read(FinishedCard.Text, yaml: false), null, 0, "", null) with
        {
            Name = name,
            Verdict = new ReportVerdict(Verdict.Fail, "Not useful."),
        };

        string text = Encoding.UTF8.GetString(PackReadme.For(summary, [name], key));

        Assert.Equal(
            ["What the run found: fail: Not useful. x What the run found: pass: Passes every gate."],
            text.Split('\n', '\u2028', '\u2029', '\u0085').Where(line => line.StartsWith("What the run", default))
        );
        Assert.DoesNotContain('\u202e', text);
    }
}
