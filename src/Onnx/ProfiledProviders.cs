using System.Text.Json;
using Microsoft.ML.OnnxRuntime;

namespace AethergenAI.Onnx;

/// <summary>Which providers a session's nodes really ran on, from ONNX Runtime's own profile of a run.</summary>
internal static class ProfiledProviders
{
    /// <summary>A session with these settings notes what it does until <see cref="End"/>.</summary>
    internal static void Begin(SessionOptions settings)
    {
        settings.EnableProfiling = true;
        settings.ProfileOutputPathPrefix = Path.Combine(Path.GetTempPath(), $"aethergen-{Guid.NewGuid():N}");
    }

    /// <summary>Ends the notes of a session that has run at least once.</summary>
    /// <returns>For example <c>cuda</c>, or <c>cpu+cuda</c> where some nodes were left to the processor.</returns>
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

    /// <param name="providers">As ONNX Runtime names them, for example <c>CUDAExecutionProvider</c>.</param>
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
