using System.Data.Common;

namespace AethergenAI.Pipeline;

/// <summary>
/// Records a trial whose own computation throws as failed, so that the others continue.
/// If the disk or the database fails, the run stops and is retried.
/// </summary>
internal static class TrialFault
{
    /// <exception cref="RefusedException">The work was refused, or failed with an unexpected exception.</exception>
    internal static T Named<T>(RunStage stage, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception bug)
            when (bug
                    is not (
                        RefusedException
                        or OperationCanceledException
                        or IOException
                        or UnauthorizedAccessException
                        or DbException
                    )
            )
        {
            throw RunRefusals.TrialFailed(stage, bug);
        }
    }
}
