using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Sampling;

/// <summary>A column's part of a row's key, by a permutation of the row number.</summary>
internal static class KeyParts
{
    internal static long Of(KeyPart part, KeyedPermutation keys, long row) => keys[row] / part.Divisor % part.Count;
}

internal sealed class NumberKeyDecoder(NumberKeyEncoding encoding, int output) : ColumnDecoder(encoding, output)
{
    protected override void Make(BlockState state, ReadOnlySpan<int> rows)
    {
        var keys = new KeyedPermutation(encoding.Part.Size, state.Seed, (uint)encoding.Part.Key);
        double[] numbers = state.Buffer.Numbers[Output];
        foreach (int row in rows)
        {
            long part = KeyParts.Of(encoding.Part, keys, state.FirstRow + row);
            double value = encoding.First + (encoding.Step * (encoding.Every ?? 1) * part);
            numbers[row + state.Shift] = encoding.Values is { } values
                ? values[(int)part]
                : NumberScale.Round(value, encoding.Step);
        }
    }
}

internal sealed class LevelKeyDecoder(LevelKeyEncoding encoding, int output, int[] codeOf)
    : ColumnDecoder(encoding, output)
{
    protected override void Make(BlockState state, ReadOnlySpan<int> rows)
    {
        var keys = new KeyedPermutation(encoding.Part.Size, state.Seed, (uint)encoding.Part.Key);
        int[] codes = state.Buffer.Codes[Output];
        foreach (int row in rows)
        {
            codes[row + state.Shift] = codeOf[KeyParts.Of(encoding.Part, keys, state.FirstRow + row)];
        }
    }
}

internal sealed class IdentifierDecoder(IdentifierEncoding encoding, int output, string? entity)
    : ColumnDecoder(encoding, output)
{
    private readonly IdentifierText text = new(encoding.Pattern, encoding.Check);
    private readonly LongerTexts? longer = LongerTexts.Of(encoding);

    protected override void Make(BlockState state, ReadOnlySpan<int> rows)
    {
        var keys = new KeyedPermutation(encoding.Part.Size, state.Seed, (uint)encoding.Part.Key);
        int[]? entities = encoding.Entities is { } counts
            ? EntityBlocks.Of(counts, state.Seed, state.FirstRow / RowSampler.BlockRows, entity!)
            : null;
        string?[] texts = state.Buffer.Texts[Output];
        foreach (int row in rows)
        {
            long number = state.FirstRow + (entities?[row] ?? row);
            texts[row + state.Shift] = encoding.Plain?.Of(number, state.Seed, (uint)encoding.Part.Key)
                ?? longer?.Of(number, state.Seed)
                ?? text.Of(KeyParts.Of(encoding.Part, keys, number));
        }
    }
}
