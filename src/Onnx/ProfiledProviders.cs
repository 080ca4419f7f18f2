using System.Text.Json;
using Microsoft.ML.OnnxRuntime;

namespace AethergenAI.Onnx;

/// <summary>Finds from ONNX Runtime's profile of a run which providers ran a session's nodes.</summary>
internal static class ProfiledProviders
{
    /// <summary>Turns on profiling for sessions with these settings, until <see cref="End"/>.</summary>
    internal static void Begin(SessionOptions settings)
    {
        settings.EnableProfiling = true;
        settings.ProfileOutputPathPrefix = Path.Combine(Path.GetTempPath(), $"aethergen-{Guid.NewGuid():N}");
    }

    /// <summary>Ends the profiling of a session that has run at least once.</summary>
    /// <returns>For example <c>cuda</c>, or <c>cpu+cuda</c> if the processor ran some of the nodes.</returns>
    internal static string End(InferenceSession session)
    {
        string file = session.EndProfiling();
        try
        {
            using var profile = JsonDocument.Parse(File.ReadAllBytes(file));
            return Name(
                profile
                    .RootElement.EnumerateArray()
                    .Select(entry =>
                        entry.TryGetProperty("args", out var about)
                        && about.TryGetProperty("provider", out var provider)
                            ? provider.GetString()
                            : null
                    )
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <param name="providers">ONNX Runtime's names, for example <c>CUDAExecutionProvider</c>.</param>
    internal static string Name(IEnumerable<string?> providers) =>
        string.Join(
            '+',
            providers
                .Where(provider => !string.IsNullOrEmpty(provider))
                .Select(provider =>
                    provider!.Replace("ExecutionProvider", "", StringComparison.Ordinal).ToLowerInvariant()
                )
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
}
