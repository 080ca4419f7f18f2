namespace AethergenAI.Tables.Csv;

/// <summary>Who says how a file is to be read.</summary>
public enum ReadingBasis
{
    /// <summary>A person.</summary>
    Declared,

    /// <summary>The file itself, by its "sep=" line or its byte order mark.</summary>
    File,

    /// <summary>It was judged on the first rows.</summary>
    Judged,
}

/// <param name="Value">The delimiter's character; an encoding's name; <c>present</c> or <c>absent</c> for the header;
/// <c>comma</c> or <c>point</c> for the decimal sign.</param>
/// <param name="Reason">A sentence that says why.</param>
public sealed record ReadingPart(string Value, ReadingBasis Basis, string Reason)
{
    /// <summary>A person should look at what is less sure than this.</summary>
    public const double DoubtfulBelow = 0.9;

    /// <summary>In [0, 1]; null where it was not judged, or cannot be expressed as a number.</summary>
    public double? Sure { get; init; }
}

/// <summary>How a text file was read, so that a person can see it and correct it.</summary>
public sealed record FileReading
{
    public required ReadingPart Encoding { get; init; }

    public required ReadingPart Delimiter { get; init; }

    public required ReadingPart Header { get; init; }

    public required ReadingPart DecimalSign { get; init; }

    /// <summary>The texts that stand for a missing cell, in addition to the empty cell.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Whether a person listed them; otherwise they are the usual ones.</summary>
    public required bool MissingDeclared { get; init; }

    /// <summary>With the encoding that is known once the whole file was read.</summary>
    /// <param name="used">Its name; null: UTF-8.</param>
    /// <param name="declared">Whether a person named it.</param>
    public FileReading InEncoding(string? used, bool declared) =>
        this with
        {
            Encoding = ReadingParts.Encoding(used, declared),
        };
}
