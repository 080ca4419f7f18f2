namespace AethergenAI.Generation;

/// <summary>Runs a sampler graph, one block of rows at a time; safe for concurrent use.</summary>
public interface ITokenSampler : IDisposable
{
    /// <summary>The execution provider that really runs the graph, for example <c>cpu</c>.</summary>
    string Provider { get; }

    /// <summary>How many blocks are worth running at the same time on its machine.</summary>
    int Parallelism { get; }

    /// <param name="noise">rows × D, row-major, in (0, 1).</param>
    /// <param name="given">rows × D, row-major; −1 means: sample this token.</param>
    /// <param name="tokens">rows × D, row-major; overwritten.</param>
    void Sample(ReadOnlySpan<float> noise, ReadOnlySpan<int> given, Span<int> tokens, int rows);
}
