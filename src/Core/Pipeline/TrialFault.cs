using System.Data.Common;

namespace AethergenAI.Pipeline;

/// <summary>
/// Records a trial whose own computation throws as failed, so that the others continue.
/// If the disk or the database fails, the run stops and is retried.
/// </summary>
internal static class TrialFault
{
    /// <summary>Whatever wraps it, a database's or disk's failure says nothing about the trial.</summary>
    private static bool IsFromOutside(Exception failure) =>
        failure
            is RefusedException
                or OperationCanceledException
                or IOException
                or UnauthorizedAccessException
                or DbException
        || (failure.InnerException is { } inner && IsFromOutside(inner));

    /// <exception cref="RefusedException">The work was refused, or failed with an unexpected exception.</exception>
    internal static T Named<T>(RunStage stage, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception bug) when (!IsFromOutside(bug))
        {
            throw RunRefusals.TrialFailed(stage, bug);
        }
    }
}
