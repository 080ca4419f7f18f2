using System.Diagnostics;

namespace AethergenAI.AppHost;

internal static class Healthy
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90),
        Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until the program says that it can do its work.</summary>
    /// <exception cref="RefusedException">It ended three times, or did not answer in time.</exception>
    internal static async Task WaitAsync(ChildProcess child, string url, LogFile log, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(10) };
        long start = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(client, ct))
        {
            if (child.Ends >= 3 || Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw UpRefusals.NotHealthy(child.Name, child.LastComplaint, log.Path);
            }
            await Task.Delay(Look, ct);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, CancellationToken ct)
    {
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure)
            when (failure is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
