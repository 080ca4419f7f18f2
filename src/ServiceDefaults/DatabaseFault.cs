using System.Text;
using Npgsql;

namespace AethergenAI.ServiceDefaults;

/// <summary>
/// An exception with an error of the database in it, as a log may have it: with the error's code, table and constraint,
/// but without its words, detail and context, which quote cells.
/// </summary>
internal sealed class DatabaseFault : Exception
{
    private readonly string text;

    private DatabaseFault(string text)
        : base("The database refused a statement.") => this.text = text;

    public override string ToString() => text;

    /// <returns>The exception itself if the database has no part in it.</returns>
    internal static Exception? Discreet(Exception? exception)
    {
        if (exception is null || !Parts(exception).Any(part => part is PostgresException))
        {
            return exception;
        }
        var text = new StringBuilder();
        foreach (Exception part in Parts(exception))
        {
            text.Append(text.Length == 0 ? "" : " ---> ").AppendLine(Headline(part)).AppendLine(part.StackTrace);
        }
        return new DatabaseFault(text.ToString().TrimEnd());
    }

    /// <summary>The exception and all inside it, the outermost first.</summary>
    private static IEnumerable<Exception> Parts(Exception exception)
    {
        IEnumerable<Exception> inner = exception switch
        {
            AggregateException several => several.InnerExceptions,
            { InnerException: { } one } => [one],
            _ => [],
        };
        return inner.SelectMany(Parts).Prepend(exception);
    }

    private static string Headline(Exception part) =>
        part switch
        {
            PostgresException error => $"{part.GetType().FullName}: {error.SqlState}{Place(error)}",
            // Its message repeats those of its parts.
            AggregateException => part.GetType().FullName!,
            _ => $"{part.GetType().FullName}: {part.Message}",
        };

    private static string Place(PostgresException error) =>
        (error.TableName is { } table ? $", table {table}" : "")
        + (error.ConstraintName is { } constraint ? $", constraint {constraint}" : "");
}
