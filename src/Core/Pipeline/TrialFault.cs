using System.Data.Common;

namespace AethergenAI.Pipeline;

/// <summary>
/// A trial whose own computation breaks is recorded as failed and the others go on;
/// where the disk or the database fails, the run stops and is tried again.
/// </summary>
internal static class TrialFault
{
    /// <exception cref="RefusedException">The work declined, or failed in a way that nobody expected.</exception>
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
