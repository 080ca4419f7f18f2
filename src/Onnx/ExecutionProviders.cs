using Microsoft.ML.OnnxRuntime;

namespace AethergenAI.Onnx;

/// <summary>What can really run graphs on this machine.</summary>
public static class ExecutionProviders
{
    /// <param name="Name">As telemetry and manifests call it, for example <c>cuda</c>.</param>
    /// <param name="Loads">It was loaded just now, with the libraries it needs.</param>
    /// <param name="Found">A version, or what is missing.</param>
    /// <param name="Mend">What to do where it does not load.</param>
    public sealed record Provider(string Name, bool Loads, string Found, string Mend);

    /// <summary>Loads each provider; a build that only lists one is not believed.</summary>
    public static IReadOnlyList<Provider> Probe() => [Cpu(), Cuda()];

    private static Provider Cpu()
    {
        const string Mend = "Build again; the native library of ONNX Runtime comes with native/package.json (or with -p:OrtSource=nuget).";
        try
        {
            using var options = new SessionOptions();
            return new Provider("cpu", true, OrtEnv.Instance().GetVersionString(), Mend);
        }
        catch (Exception problem) when (problem is DllNotFoundException or TypeInitializationException or OnnxRuntimeException)
        {
            return new Provider("cpu", false, "the native library does not load", Mend);
        }
    }

    private static Provider Cuda()
    {
        const string Mend = "Needs an NVIDIA GPU, CUDA 12 with cuDNN 9, and a build with the GPU library (-p:PackageSet=full).";
        try
        {
            using var options = new SessionOptions();
            options.AppendExecutionProvider_CUDA(0);
            return new Provider("cuda", true, "loads", Mend);
        }
        catch (EntryPointNotFoundException)
        {
            return new Provider("cuda", false, "this build has the processor library only", Mend);
        }
        catch (Exception problem) when (problem is DllNotFoundException or TypeInitializationException or OnnxRuntimeException)
        {
            return new Provider("cuda", false, "the library is there and does not load", Mend);
        }
    }
}
