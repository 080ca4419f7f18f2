using System.Globalization;
using AethergenAI.Generation;
using AethergenAI.Generation.Marginals;
using AethergenAI.Generation.Private;
using AethergenAI.Generation.Trees;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation;

/// <summary>Whatever the options take, the generators' settings take too.</summary>
public sealed class OptionValuesTests
{
    private const int Draws = 500;

    private static readonly Schema People = new("people", [new IntegerColumn("age"), new IntegerColumn("income")]);

    [Fact]
    public void Trees_take_what_their_options_take() => Draw("trees", values =>
        {
            var settings = TreesSettings.Of(values, seed: 1);
            Assert.InRange(settings.Trees, 1, 64);
            Assert.NotEqual(0, settings.MinLeaf);
        });

    [Theory]
    [InlineData("mst")]
    [InlineData("aim")]
    public void Mechanisms_take_what_their_options_take(string generator) => Draw(generator, values =>
        {
            var options = MechanismOptions.Of(KnownGenerators.Named(generator), values, People);
            Assert.InRange(options.Iterations, 1, 10_000);
            Assert.InRange(options.Degree, 1, 3);
            Assert.All(options.Weights, weight => Assert.InRange(weight.Value, 1, 100));
        });

    [Theory]
    [InlineData("independent")]
    [InlineData("mst")]
    [InlineData("aim")]
    public void Privacy_terms_take_what_their_options_take(string generator) => Draw(generator, values =>
        {
            var terms = PrivacyTerms.Of(values);
            Assert.Equal(values.Has("epsilon"), terms is not null);
            Assert.True(terms is not { Epsilon: <= 0 } and not { Delta: <= 0 or >= 1 } and not { DomainShare: > 0.9 });
        });

    [Fact]
    public void A_weight_of_no_column_is_refused_with_the_nearest_one()
    {
        var values = OptionValues.Of(KnownGenerators.Aim, new Dictionary<string, string> { ["weights"] = "incom=3" });
        var refused = Assert.Throws<RefusedException>(() => MechanismOptions.Of(KnownGenerators.Aim, values, People));

        Assert.Equal("generation.option-range", refused.Code);
        Assert.Contains("Did you mean 'income'?", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Texts of which about half are values: only those are given on.</summary>
    private static void Draw(string name, Action<OptionValues> check)
    {
        var generator = KnownGenerators.Named(name);
        var random = new Random(1);
        int given = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var option in generator.Options)
            {
                string text = Text(option, random);
                if (option.Takes(text))
                {
                    texts[option.Name] = text;
                    given++;
                }
            }
            check(OptionValues.Of(generator, texts));
        }

        Assert.InRange(given, Draws, Draws * generator.Options.Count);
    }

    private static string Text(GeneratorOption option, Random random) =>
        (random.Next(6), option.Kind) switch
        {
            (0, _) => "",
            (1, _) => random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
            (_, OptionKind.Integer or OptionKind.Number) => random.Next(-5, 100).ToString(CultureInfo.InvariantCulture),
            (_, OptionKind.Boolean) => random.Next(2) == 0 ? "true" : "false",
            (_, OptionKind.Weights) => $"age={random.Next(-5, 120)},income={random.Next(1, 4)}",
            _ => option.Choices![random.Next(option.Choices.Count)],
        };
}
