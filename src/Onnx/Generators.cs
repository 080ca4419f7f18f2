using AethergenAI.Generation;
using AethergenAI.Onnx.Arn;
using AethergenAI.Onnx.Auto;
using AethergenAI.Onnx.Copula;
using AethergenAI.Onnx.Independent;
using AethergenAI.Onnx.Marginals;
using AethergenAI.Onnx.Trees;

namespace AethergenAI.Onnx;

/// <summary>The generators that this process can run.</summary>
public static class Generators
{
    public static readonly IReadOnlyList<IGenerator> All =
    [
        new AutoGenerator(),
        new IndependentGenerator(),
        new CopulaGenerator(),
        new TreesGenerator(),
        new ArnGenerator(),
        MarginalGenerator.Mst,
        MarginalGenerator.Aim,
    ];

    /// <param name="name">A name in <see cref="KnownGenerators"/>.</param>
    /// <exception cref="RefusedException">The generator is unknown.</exception>
    public static IGenerator Named(string name)
    {
        return All.FirstOrDefault(generator => generator.Description.Name == name)
            ?? throw GenerationRefusals.UnknownGenerator(name, All.Select(generator => generator.Description.Name));
    }
}
