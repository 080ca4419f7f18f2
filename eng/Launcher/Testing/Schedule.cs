namespace AethergenAI.Launcher.Testing;

/// <summary>
/// Runs jobs in parallel: at most a given number at once, at most one that needs a database, and a job that needs the
/// whole machine only when nothing else runs.
/// </summary>
internal static class Schedule
{
    /// <param name="jobs">The jobs start in this order if possible, but those that need a database go first.</param>
    public static async Task RunAsync(IReadOnlyList<ITestJob> jobs, int places, Func<ITestJob, Task> run)
    {
        List<ITestJob> waiting = [.. jobs.OrderBy(job => job.NeedsMachine).ThenByDescending(job => job.NeedsDatabase)];
        Dictionary<Task, ITestJob> running = [];
        while (waiting.Count + running.Count > 0)
        {
            while (waiting.Find(job => MayStart(job, running.Values, places)) is { } next)
            {
                waiting.Remove(next);
                running.Add(run(next), next);
            }

            Task ended = await Task.WhenAny(running.Keys);
            running.Remove(ended);
            await ended;
        }
    }

    private static bool MayStart(ITestJob job, IReadOnlyCollection<ITestJob> running, int places)
    {
        if (job.NeedsMachine || running.Any(other => other.NeedsMachine))
        {
            return running.Count == 0;
        }

        return running.Count < places && !(job.NeedsDatabase && running.Any(other => other.NeedsDatabase));
    }
}
