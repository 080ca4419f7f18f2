using System.Text.Json;

namespace AethergenAI.Evidence;

/// <summary>
/// The kinds of proof that a statement may carry, with the function that verifies each. There is none yet;
/// an unknown kind is refused.
/// </summary>
internal static class Proofs
{
    private static readonly Dictionary<string, Verify> ByKind = new(StringComparer.Ordinal);

    /// <param name="proof">The proof as it stands in the statement; its <c>kind</c> selected this verifier.</param>
    /// <param name="contents">The files that the proof may refer to.</param>
    /// <returns>What is wrong with the proof; null where it holds.</returns>
    internal delegate PackFault? Verify(JsonElement proof, IReadOnlyList<Subject> contents);

    internal static Verify? Verifier(string kind) => ByKind.GetValueOrDefault(kind);
}
