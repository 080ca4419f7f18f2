using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats;

/// <summary>The text of a file of rows, one row a line.</summary>
public static class TableText
{
    /// <returns>A CSV file as it is, or the cells of a Parquet file, separated by commas.</returns>
    /// <exception cref="RefusedException">The file does not exist, or its Parquet cannot be read.</exception>
    public static Stream Open(string path)
    {
        if (!File.Exists(path))
        {
            throw FormatsRefusals.FileMissing(path);
        }
        return TableFile.IsParquet(path)
            ? new ParquetText(path, Path.GetFileName(path), [MissingTokens.Null])
            : File.OpenRead(path);
    }
}
