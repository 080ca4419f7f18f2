namespace AethergenAI.Tables.Csv;

/// <summary>A file's rows, block by block, as cells of a schema's kinds.</summary>
public interface ITypedRows : IDisposable
{
    /// <summary>Collects the cells.</summary>
    TableBuilder Table { get; }

    /// <summary>The number of rows in the file before those that <see cref="Next"/> read last.</summary>
    int FirstRow { get; }

    /// <summary>The line on which a row of the last block begins; null: the file has no lines.</summary>
    Func<int, int>? Line { get; }

    /// <returns>False at the end of the file.</returns>
    /// <exception cref="RefusedException">The file is malformed.</exception>
    bool Next(CancellationToken ct);
}
