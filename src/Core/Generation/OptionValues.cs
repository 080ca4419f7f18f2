namespace AethergenAI.Generation;

/// <summary>A generator's options as typed values: the given values, and defaults for the others.</summary>
/// <remarks>
/// The constructor has checked everything: every value is valid for its option, and none contradicts another.
/// </remarks>
public sealed class OptionValues
{
    private readonly GeneratorDescription generator;
    private readonly IReadOnlyDictionary<string, string> given;

    private OptionValues(GeneratorDescription generator, IReadOnlyDictionary<string, string> given) =>
        (this.generator, this.given) = (generator, given);

    /// <param name="given">Option name to value, as text.</param>
    /// <param name="place">Where the values are set, for the message: "the request", "--set", "the recipe's
    /// cell 2".</param>
    /// <exception cref="RefusedException">An option is unknown, a value is invalid for it,
    /// or two values contradict each other.</exception>
    public static OptionValues Of(
        GeneratorDescription generator,
        IReadOnlyDictionary<string, string> given,
        string place = GenerationRefusals.Here
    )
    {
        foreach (var (name, text) in given)
        {
            var option = generator.Options.FirstOrDefault(option => option.Name == name)
                ?? throw GenerationRefusals.UnknownOption([generator], name, place);
            if (!option.Takes(text))
            {
                throw GenerationRefusals.OptionRange(generator, option, text, place);
            }
        }

        var values = new OptionValues(generator, given);
        generator.Rule?.Invoke(values, place);
        return values;
    }

    public static OptionValues Of(GeneratorDescription generator, GeneratorSettings settings) =>
        Of(generator, settings.Values);

    /// <summary>Whether the generator has the option.</summary>
    public bool Knows(string name) => generator.Options.Any(option => option.Name == name);

    /// <summary>Whether the option has a value, given or by default.</summary>
    public bool Has(string name) => Knows(name) && Text(name).Length > 0;

    public int Whole(string name) => GeneratorOption.Whole(Text(name))!.Value;

    public double Number(string name) => GeneratorOption.Number(Text(name))!.Value;

    public bool Flag(string name) => bool.Parse(Text(name));

    public string Choice(string name) => Text(name);

    /// <summary>The names without repetition, in the given order.</summary>
    public IReadOnlyList<string> List(string name) => GeneratorOption.Names(Text(name));

    public IReadOnlyDictionary<string, int> Weights(string name) => Option(name).Weights(Text(name))!;

    /// <summary>The given value, or the default.</summary>
    internal string Text(string name) => given.GetValueOrDefault(name) ?? Option(name).Default;

    internal GeneratorOption Option(string name) => generator.Options.First(option => option.Name == name);
}
