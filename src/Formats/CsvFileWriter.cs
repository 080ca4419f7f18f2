using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats;

internal sealed class CsvFileWriter : TableWriter
{
    private readonly FileStream stream;
    private readonly CsvRowWriter rows;

    internal CsvFileWriter(string path, Schema schema)
        : base(path)
    {
        stream = new FileStream(Partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        rows = new CsvRowWriter(stream, schema);
    }

    public override void Append(Table block) => rows.Write(block);

    protected override void Finish()
    {
        rows.Dispose();
        stream.Flush(flushToDisk: true);
        stream.Dispose();
    }

    protected override void Release() => stream.Dispose();
}
