using AethergenAI.Tables;

namespace AethergenAI.Formats;

/// <summary>
/// Writes a table to a file block by block, in bounded memory. <see cref="Complete"/> puts the finished file in place,
/// replacing an existing one; disposing earlier leaves no file.
/// </summary>
public abstract class TableWriter : IDisposable
{
    private readonly string path;
    private bool completed,
        released;

    private protected TableWriter(string path)
    {
        this.path = OutputPath.Of(path);
        Partial = $"{this.path}.{Guid.NewGuid():N}.part";
    }

    /// <summary>The path of the file until it is complete.</summary>
    protected string Partial { get; }

    /// <param name="block">The schema's columns in its order; categorical columns may have any dictionary.</param>
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
        if (released)
        {
            return;
        }
        released = true;
        Release();
        if (!completed)
        {
            File.Delete(Partial);
        }
        GC.SuppressFinalize(this);
    }
}
