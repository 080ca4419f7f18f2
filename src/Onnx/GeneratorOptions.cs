using AethergenAI.Generation;

namespace AethergenAI.Onnx;

/// <summary>What a generator was asked for against what it knows.</summary>
internal static class GeneratorOptions
{
    /// <exception cref="RefusedException">The generator has no such option.</exception>
    internal static void Require(GeneratorDescription generator, GeneratorSettings settings)
    {
        foreach (string name in settings.Values.Keys)
        {
            if (generator.Options.All(option => option.Name != name))
            {
                throw GenerationRefusals.UnknownOption(generator, name);
            }
        }
    }
}
