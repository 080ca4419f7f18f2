using System.Globalization;
using AethergenAI.Generation;

namespace AethergenAI.Core.Tests.Generation;

/// <summary>What the options of every generator take.</summary>
public sealed class GeneratorOptionTests
{
    public static TheoryData<string, string> Options() =>
        [
            .. from generator in KnownGenerators.All
            from option in generator.Options
            select new TheoryDataRow<string, string>(generator.Name, option.Name),
        ];

    [Theory, MemberData(nameof(Options))]
    public void Takes_its_default(string generator, string name)
    {
        var option = Option(generator, name);

        Assert.True(option.Takes(option.Default));
        Assert.Equal(option.Default.Length > 0, Values(generator).Has(name));
    }

    [Theory, MemberData(nameof(Options))]
    public void Takes_an_empty_text_only_where_it_may_be_unset(string generator, string name)
    {
        var option = Option(generator, name);

        Assert.Equal(option.Default.Length == 0, option.Takes(""));
    }

    [Theory, MemberData(nameof(Options))]
    public void Takes_its_choices_and_nothing_beside_them(string generator, string name)
    {
        var option = Option(generator, name);
        bool named = option.Kind is OptionKind.Choice or OptionKind.List;

        Assert.Equal(named, option.Choices is not null);
        Assert.All(option.Choices ?? [], choice => Assert.True(option.Takes(choice)));
        Assert.All(option.Choices ?? [], choice => Assert.False(option.Takes($"{choice}x")));
        Assert.All(option.Choices ?? [], choice => Assert.False(option.Takes(choice.ToUpperInvariant())));
    }

    [Theory, MemberData(nameof(Options))]
    public void Takes_its_bounds_and_nothing_beyond_them(string generator, string name)
    {
        var option = Option(generator, name);

        Check(option.Minimum, takesBound: true, beyond: -1);
        Check(option.ExclusiveMinimum, takesBound: false, beyond: -1);
        Check(option.Maximum, takesBound: true, beyond: 1);
        Check(option.ExclusiveMaximum, takesBound: false, beyond: 1);

        void Check(double? bound, bool takesBound, int beyond)
        {
            if (bound is not { } limit)
            {
                return;
            }
            double nearest = option.Kind == OptionKind.Number ? Math.BitIncrement(limit) : limit + 1;
            double next = beyond > 0 ? nearest : limit - (nearest - limit);
            Assert.Equal(takesBound, option.Takes(Text(limit)));
            Assert.False(option.Takes(Text(next)));
        }

        string Text(double value) =>
            option.Kind == OptionKind.Weights
                ? string.Create(CultureInfo.InvariantCulture, $"age={value}")
                : value.ToString("R", CultureInfo.InvariantCulture);
    }

    [Theory, MemberData(nameof(Options))]
    public void Says_what_it_takes(string generator, string name)
    {
        var option = Option(generator, name);

        Assert.All(option.Choices ?? [], choice => Assert.Contains(choice, option.Wanted, StringComparison.Ordinal));
        Assert.All(
            new[] { option.Minimum, option.ExclusiveMinimum, option.Maximum, option.ExclusiveMaximum }.OfType<double>(),
            bound =>
                Assert.Contains(bound.ToString(CultureInfo.InvariantCulture), option.Wanted, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("  ", option.Wanted, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Options))]
    public void Applies_with_an_option_of_the_same_generator(string generator, string name)
    {
        if (Option(generator, name).AppliesWhen is { Option: { } other })
        {
            Assert.NotEqual(name, other);
            Assert.NotNull(Option(generator, other));
        }
    }

    [Theory]
    [InlineData(OptionKind.Integer, "1.5", false)]
    [InlineData(OptionKind.Integer, "1e1", false)]
    [InlineData(OptionKind.Integer, "99999999999", false)]
    [InlineData(OptionKind.Integer, "-3", true)]
    [InlineData(OptionKind.Number, "1e-9", true)]
    [InlineData(OptionKind.Number, "1,000", false)] // a comma is no thousands separator, and no decimal point either
    [InlineData(OptionKind.Number, "NaN", false)]
    [InlineData(OptionKind.Number, "Infinity", false)]
    [InlineData(OptionKind.Boolean, "yes", false)]
    [InlineData(OptionKind.Weights, "a=1,b=2", true)]
    [InlineData(OptionKind.Weights, "a", false)]
    [InlineData(OptionKind.Weights, "=1", false)]
    public void Reads_numbers_and_flags_the_same_in_every_place(OptionKind kind, string text, bool taken) =>
        Assert.Equal(taken, new GeneratorOption("any", kind, "0", "").Takes(text));

    [Fact]
    public void Experts_that_work_on_a_row_are_among_those_there_are()
    {
        Assert.Equal(4, Values("arn", ("experts", "4"), ("active", "4")).Whole("active"));
        Assert.Equal(4, Values("arn", ("experts", "0"), ("active", "4")).Whole("active")); // no experts: it has no say
        var refused = Assert.Throws<RefusedException>(() => Values("arn", ("experts", "4"), ("active", "5")));
        Assert.Equal("generation.option-range", refused.Code);
        Assert.Contains("at most 4, the number of experts", refused.Message, StringComparison.Ordinal);
    }

    internal static GeneratorOption Option(string generator, string name) =>
        KnownGenerators.Named(generator).Options.Single(option => option.Name == name);

    private static OptionValues Values(string generator, params (string Name, string Value)[] given) =>
        OptionValues.Of(
            KnownGenerators.Named(generator),
            given.ToDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal)
        );
}
