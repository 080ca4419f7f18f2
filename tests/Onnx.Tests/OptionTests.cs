using AethergenAI.Core.Tests.Generation;
using AethergenAI.Generation;
using AethergenAI.Onnx.Arn;

namespace AethergenAI.Onnx.Tests;

/// <summary>A fit refuses what recipes and the command line refuse, and takes what they take.</summary>
public sealed class OptionTests
{
    [Theory, MemberData(nameof(BadOptions.All), MemberType = typeof(BadOptions))]
    public void A_bad_value_is_refused_by_the_fit(string generator, string option, string value, string wanted)
    {
        var (seed, schema) = Seeds.Orders(50);
        string text = value.Trim('"');
        var settings = new GeneratorSettings(
            new Dictionary<string, string>(StringComparer.Ordinal) { [option] = text },
            1
        );
        var refused = Assert.Throws<RefusedException>(() =>
            Generators.Named(generator).Fit(new FitRequest(seed, schema, settings), CancellationToken.None)
        );

        Assert.Equal("generation.option-range", refused.Code);
        Assert.StartsWith($"'{option}' of {generator} must be {wanted}", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith($"; the request says {text}. Change it.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_take_what_their_options_take()
    {
        var random = new Random(1);
        for (int draw = 0; draw < 500; draw++)
        {
            var texts = KnownGenerators
                .Arn.Options.Select(option => (option.Name, Text: Text(option, random)))
                .Where(pair => KnownGenerators.Arn.Options.Single(option => option.Name == pair.Name).Takes(pair.Text))
                .ToDictionary(pair => pair.Name, pair => pair.Text, StringComparer.Ordinal);
            OptionValues values;
            try
            {
                values = OptionValues.Of(KnownGenerators.Arn, texts);
            }
            catch (RefusedException contradiction)
            {
                Assert.Contains("the number of experts", contradiction.Message, StringComparison.Ordinal);
                continue;
            }

            var options = ArnOptions.Of(values, rows: 1000, columns: 5);
            Assert.InRange(options.Members, 1, 16);
            Assert.InRange(options.Plan.Dropout, 0, 0.9f);
            Assert.InRange(options.Plan.Ahead, 1, 64);
            Assert.InRange(options.Shape.Active, 0, Math.Max(1, options.Shape.Experts));
        }
    }

    private static string Text(GeneratorOption option, Random random)
    {
        if (option.Choices is { } choices)
        {
            return choices[random.Next(choices.Count)];
        }
        return random.Next(3) == 0 ? "" : $"{random.Next(-2, 40)}";
    }
}
