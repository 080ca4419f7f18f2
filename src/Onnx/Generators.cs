using AethergenAI.Generation;
using AethergenAI.Onnx.Arn;
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
        new IndependentGenerator(), new CopulaGenerator(), new TreesGenerator(), new ArnGenerator(), MarginalGenerator.Mst, MarginalGenerator.Aim,
    ];

    /// <param name="name">As in <see cref="KnownGenerators"/>; <c>auto</c> for the default.</param>
    /// <exception cref="RefusedException">There is no such generator.</exception>
    public static IGenerator Named(string name)
    {
        string wanted = name == "auto" ? KnownGenerators.Auto.Name : name;
        return All.FirstOrDefault(generator => generator.Description.Name == wanted)
            ?? throw GenerationRefusals.UnknownGenerator(name, All.Select(generator => generator.Description.Name));
    }
}
