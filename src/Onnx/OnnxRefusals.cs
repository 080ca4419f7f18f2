namespace AethergenAI.Onnx;

internal static class OnnxRefusals
{
    internal static RefusedException NotASampler(string why) =>
        new(
            RefusalKind.Invalid,
            "model.not-a-sampler",
            $"sampler.onnx is not a sampler graph: {why}. Get the model again from its source, or fit it again."
        );

    internal static RefusedException UnknownDevice(string name) =>
        new(
            RefusalKind.Invalid,
            "device.unknown",
            $"There is no device '{name}': choose one of {string.Join(", ", Device.Names)}."
        );

    internal static RefusedException DeviceMissing(string name, string reason)
    {
        string remedy =
            reason == GpuProviders.GpuBuild
                ? "Build with -p:OrtNative=gpu, on Linux or Windows with an x64 processor."
                : "CUDA needs an NVIDIA driver, CUDA 13 and cuDNN 9 in the loader's path (LD_LIBRARY_PATH).";
        return new(
            RefusalKind.Invalid,
            "device.missing",
            $"The device {name} does not load ({reason}). {remedy} Or use the device cpu."
        );
    }
}
