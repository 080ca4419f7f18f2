using System.Text;
using Npgsql;

namespace AethergenAI.Worker.Jobs;

/// <summary>An unexpected exception as the log has it.</summary>
internal static class FaultText
{
    /// <summary>
    /// Types and stacks, the outermost first. Without the messages: those of parsers and of the database quote values.
    /// </summary>
    internal static string Of(Exception fault)
    {
        var text = new StringBuilder();
        for (Exception? part = fault; part is not null; part = part.InnerException)
        {
            text.Append(part.GetType().FullName);
            if (part is PostgresException database)
            {
                text.Append(" (").Append(database.SqlState).Append(')');
            }
            text.AppendLine().AppendLine(part.StackTrace);
        }

        return text.ToString().TrimEnd();
    }
}
