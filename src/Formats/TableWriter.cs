using AethergenAI.Tables;

namespace AethergenAI.Formats;

/// <summary>
/// Writes a table to a file block by block, in bounded memory. The file appears as a whole with <see cref="Complete"/>
/// and replaces one of the same name; disposing before that leaves no trace.
/// </summary>
public abstract class TableWriter : IDisposable
{
    private readonly string path;
    private bool completed;

    private protected TableWriter(string path)
    {
        this.path = Path.GetFullPath(path);
        Partial = $"{this.path}.{Guid.NewGuid():N}.part";
    }

    /// <summary>Where rows stand until the file is complete.</summary>
    protected string Partial { get; }

    /// <param name="block">Columns of the schema, in its order; categories may have any dictionary.</param>
    public abstract void Append(Table block);

    public void Complete()
    {
        Finish();
        File.Move(Partial, path, overwrite: true);
        completed = true;
    }

    /// <summary>Makes <see cref="Partial"/> the finished file.</summary>
    protected abstract void Finish();

    protected abstract void Release();

    public void Dispose()
    {
        Release();
        if (!completed)
        {
            File.Delete(Partial);
        }
        GC.SuppressFinalize(this);
    }
}
