using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace AethergenAI.Onnx;

/// <summary>
/// CUDA and TensorRT. Both are part of the official GPU build of ONNX Runtime; CUDA alone can also be added to
/// the CPU build (<c>aethergen gpu enable</c>). Each is tried once for each process, since the installed
/// libraries do not change.
/// </summary>
public static partial class GpuProviders
{
    /// <summary>The library that <c>aethergen gpu enable</c> places beside the program.</summary>
    public const string CudaLibrary = "libonnxruntime_providers_cuda.so";

    private const string Registered = "AethergenAI.Cuda";

    private static readonly Lazy<string?> WhyNoCuda = new(() => Try("cuda")),
        WhyNoTensorRt = new(() => Try("tensorrt"));

    /// <param name="name">cuda or tensorrt.</param>
    /// <returns>What is missing, for example <c>libcublasLt.so.13</c>; null if the provider loads.</returns>
    public static string? WhyNot(string name) => (name == "cuda" ? WhyNoCuda : WhyNoTensorRt).Value;

    /// <summary>Adds the provider to a session's settings.</summary>
    internal static void Append(SessionOptions settings, string name)
    {
        if (name == "tensorrt")
        {
            settings.AppendExecutionProvider_Tensorrt(0);
        }
        if (BuiltIn("CUDAExecutionProvider"))
        {
            settings.AppendExecutionProvider_CUDA(0);
        }
        else
        {
            settings.AppendExecutionProvider(OrtEnv.Instance(), [Plugged().First()], new Dictionary<string, string>());
        }
    }

    /// <summary>The memory of the first GPU.</summary>
    internal static OrtMemoryInfo Memory() =>
        BuiltIn("CUDAExecutionProvider")
            ? new OrtMemoryInfo("Cuda", OrtAllocatorType.DeviceAllocator, 0, OrtMemType.Default)
            : Plugged().First().GetMemoryInfo(OrtDeviceMemoryType.DEFAULT);

    private static string? Try(string name)
    {
        if (name == "tensorrt" && !BuiltIn("TensorrtExecutionProvider"))
        {
            return "an ONNX Runtime that was built with TensorRT (-p:PackageSet=full)";
        }

        if (!BuiltIn("CUDAExecutionProvider"))
        {
            string library = Path.Combine(AppContext.BaseDirectory, CudaLibrary);
            if (!File.Exists(library))
            {
                return CudaLibrary;
            }
            try
            {
                OrtEnv.Instance().RegisterExecutionProviderLibrary(Registered, library);
            }
            catch (OnnxRuntimeException problem)
            {
                return Missing(problem.Message);
            }

            if (!Plugged().Any())
            {
                return "an NVIDIA GPU that CUDA can use";
            }
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
            return Missing(problem.Message);
        }
    }

    private static bool BuiltIn(string provider) => OrtEnv.Instance().GetAvailableProviders().Contains(provider);

    private static IEnumerable<OrtEpDevice> Plugged() =>
        OrtEnv
            .Instance()
            .GetEpDevices()
            .Where(device => device.EpName.Contains("CUDA", StringComparison.OrdinalIgnoreCase));

    /// <summary>The library that the loader's message names, or else the message itself.</summary>
    internal static string Missing(string message) =>
        NotFound().Match(message) is { Success: true } match ? match.Groups["library"].Value : message;

    [GeneratedRegex(
        @"(?<library>lib[\w+.-]+?\.so[.\d]*): cannot open shared object file",
        RegexOptions.ExplicitCapture | RegexOptions.RightToLeft,
        1000
    )]
    private static partial Regex NotFound();
}
