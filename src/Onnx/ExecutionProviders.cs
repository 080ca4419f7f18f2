using Microsoft.ML.OnnxRuntime;

namespace AethergenAI.Onnx;

/// <summary>Tests which execution providers of ONNX Runtime work on this machine.</summary>
public static class ExecutionProviders
{
    /// <param name="Name">The name in telemetry and manifests, for example <c>cuda</c>.</param>
    /// <param name="Loads">Whether the provider and the libraries it needs load.</param>
    /// <param name="Found">A version, or why it does not load.</param>
    /// <param name="Mend">What to do if it does not load.</param>
    public sealed record Provider(string Name, bool Loads, string Found, string Mend);

    /// <summary>Loads each provider: that the build lists one does not mean that it works.</summary>
    public static IReadOnlyList<Provider> Probe() =>
        Cpu() is { Loads: true } cpu
            ?
            [
                cpu,
                Gpu("cuda", "Needs an NVIDIA GPU and driver, CUDA 13 with cuDNN 9, and a build with -p:OrtNative=gpu."),
                Gpu("tensorrt", "Needs CUDA, TensorRT 10, and a build with -p:OrtNative=gpu."),
            ]
            : [Cpu()];

    private static Provider Cpu()
    {
        const string Mend = "Build again: the build puts the native library of ONNX Runtime beside the program.";
        try
        {
            using var options = new SessionOptions();
            return new Provider("cpu", true, OrtEnv.Instance().GetVersionString(), Mend);
        }
        catch (Exception problem)
            when (problem is DllNotFoundException or TypeInitializationException or OnnxRuntimeException)
        {
            return new Provider("cpu", false, "the native library does not load", Mend);
        }
    }

    private static Provider Gpu(string name, string mend) =>
        GpuProviders.WhyNot(name) is { } reason
            ? new Provider(name, false, reason, mend)
            : new Provider(name, true, "loads", mend);
}
