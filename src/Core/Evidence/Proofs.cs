using System.Text.Json;

namespace AethergenAI.Evidence;

/// <summary>
/// The kinds of proof that a statement may carry, each with the way it is verified. There is none yet,
/// and one that is not known is refused.
/// </summary>
internal static class Proofs
{
    private static readonly Dictionary<string, Verify> ByKind = new(StringComparer.Ordinal);

    /// <param name="proof">As it stands in the statement; its <c>kind</c> is the verifier's own.</param>
    /// <param name="contents">The files that the proof may speak of.</param>
    /// <returns>What is wrong with it; null where it holds.</returns>
    internal delegate PackFault? Verify(JsonElement proof, IReadOnlyList<Subject> contents);

    internal static Verify? Verifier(string kind) => ByKind.GetValueOrDefault(kind);
}
