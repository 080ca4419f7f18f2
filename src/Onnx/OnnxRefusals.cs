namespace AethergenAI.Onnx;

internal static class OnnxRefusals
{
    internal static RefusedException NotASampler(string why) =>
        new(
            RefusalKind.Invalid,
            "model.not-a-sampler",
            $"sampler.onnx is not a sampler graph: {why}. Fetch the model again from where it was made, or fit again."
        );

    internal static RefusedException UnknownDevice(string name) =>
        new(
            RefusalKind.Invalid,
            "device.unknown",
            $"There is no device '{name}': choose one of {string.Join(", ", Device.Names)}."
        );

    internal static RefusedException DeviceMissing(string name, string missing) =>
        new(
            RefusalKind.Invalid,
            "device.missing",
            $"{name} was asked for and does not load: {missing} is missing. {Remedy(missing)} Or ask for the device cpu."
        );

    private static string Remedy(string missing) =>
        missing == GpuProviders.GpuBuild
            ? "Build with -p:OrtNative=gpu, on Linux or Windows with an x64 processor."
            : "CUDA needs an NVIDIA driver, CUDA 13 and cuDNN 9 in the loader's path (LD_LIBRARY_PATH).";
}
