namespace AethergenAI.Onnx;

internal static class OnnxRefusals
{
    internal static RefusedException NotASampler(string why) => new(
        RefusalKind.Invalid,
        "model.not-a-sampler",
        $"sampler.onnx is not a sampler graph: {why}. Fetch the model again from where it was made, or fit again.");

    internal static RefusedException BadOption(string option, string takes) => new(
        RefusalKind.Invalid, "generation.bad-option", $"Option '{option}' takes {takes}: correct its value.");
}
