namespace AethergenAI.Tables.Csv;

/// <summary>A file whose rows are read once, block by block, as the texts of their cells.</summary>
public interface ICellSource
{
    /// <summary>The names of the columns.</summary>
    IReadOnlyList<string> Header { get; }

    /// <summary>Reads the next rows, or puts a refusal in the block after the rows before it.</summary>
    /// <returns>False at the end of the file.</returns>
    bool Next(CellBlock block);
}
