using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace AethergenAI.Onnx;

/// <summary>
/// CUDA and TensorRT. Only a build with the GPU half of ONNX Runtime has them (<c>-p:OrtNative=gpu</c>). Which
/// libraries are installed does not change while a process runs, so each provider is tried once.
/// </summary>
public static partial class GpuProviders
{
    /// <summary>What a build for the processor lacks.</summary>
    internal const string GpuBuild = "the GPU build of ONNX Runtime is missing";

    private static readonly Lazy<string?> WhyNoCuda = new(() => Try("cuda")),
        WhyNoTensorRt = new(() => Try("tensorrt"));

    /// <param name="name">cuda or tensorrt.</param>
    /// <returns>
    /// What is missing (<c>libcublasLt.so.13 is missing</c>), or why it does not load; null where the provider loads.
    /// </returns>
    public static string? WhyNot(string name) => (name == "cuda" ? WhyNoCuda : WhyNoTensorRt).Value;

    /// <summary>Makes a session run on the provider where it can.</summary>
    internal static void Append(SessionOptions settings, string name)
    {
        if (name == "tensorrt")
        {
            settings.AppendExecutionProvider_Tensorrt(0);
        }

        settings.AppendExecutionProvider_CUDA(0);
    }

    /// <summary>The memory of the first GPU.</summary>
    internal static OrtMemoryInfo Memory() => new("Cuda", OrtAllocatorType.DeviceAllocator, 0, OrtMemType.Default);

    private static string? Try(string name)
    {
        string provider = name == "cuda" ? "CUDAExecutionProvider" : "TensorrtExecutionProvider";
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(provider))
        {
            return GpuBuild;
        }

        if (MissingLibrary(name) is { } library)
        {
            return $"{library} is missing";
        }

        try
        {
            using var settings = new SessionOptions();
            Append(settings, name);
            return null;
        }
        catch (Exception problem)
            when (problem is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            return Missing(problem.Message) is { } missing ? $"{missing} is missing" : problem.Message;
        }
    }

    /// <summary>
    /// The first library that the provider's own library needs and the system lacks. ONNX Runtime's exception does not
    /// name it; the system's loader does.
    /// </summary>
    private static string? MissingLibrary(string name)
    {
        string file = OperatingSystem.IsWindows()
            ? $"onnxruntime_providers_{name}.dll"
            : $"libonnxruntime_providers_{name}.so";
        try
        {
            NativeLibrary.Free(NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, file)));
            return null;
        }
        catch (DllNotFoundException failure)
        {
            return Missing(failure.Message);
        }
    }

    /// <summary>The library that the loader's message names; null where it names none.</summary>
    internal static string? Missing(string message) =>
        NotFound().Match(message) is { Success: true } match ? match.Groups["library"].Value : null;

    [GeneratedRegex(
        @"(?<library>lib[\w+.-]+?\.so[.\d]*): cannot open shared object file",
        RegexOptions.ExplicitCapture | RegexOptions.RightToLeft,
        1000
    )]
    private static partial Regex NotFound();
}
