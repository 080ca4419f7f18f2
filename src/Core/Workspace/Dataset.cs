using AethergenAI.Seeding;

namespace AethergenAI.Workspace;

/// <summary>The rows of all seeds with the same bytes. Each has a privacy ledger, or counts to another's.</summary>
public sealed class Dataset
{
    /// <summary>Of the bytes, in hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>From 1, in the order of the first uploads.</summary>
    public required int Number { get; init; }

    /// <summary>The bytes of the <see cref="RowSketch"/> of its rows.</summary>
    public required byte[] Sketch { get; init; }

    /// <summary>
    /// The same as earlier versions took it; null: no file that is gone has such a sketch alone.
    /// </summary>
    public byte[]? EarlierSketch { get; init; }

    /// <summary>
    /// The data set whose ledger counts, as an owner said: an earlier one with rows of the same people, or this one
    /// although it shares rows with others. Null: nobody said anything, and it has a ledger of its own.
    /// </summary>
    public string? CountsTo { get; init; }

    /// <summary>The hash of the data set whose ledger counts.</summary>
    public string Ledger => CountsTo ?? Sha256;

    public RowSketch Rows => RowSketch.FromBytes(Sketch);

    /// <summary>The share of common rows by the sketches of one kind that both have.</summary>
    /// <inheritdoc cref="RowSketch.Shared" path="/returns"/>
    public double Shared(Dataset other) => Sketches().SelectMany(mine => other.Sketches().Select(mine.Shared)).Max();

    private IReadOnlyList<RowSketch> Sketches() =>
        EarlierSketch is { } earlier ? [Rows, RowSketch.FromBytes(earlier)] : [Rows];
}

/// <summary>The random key of an organisation's row fingerprints.</summary>
public sealed class SketchKey
{
    public required byte[] Key { get; init; }
}
