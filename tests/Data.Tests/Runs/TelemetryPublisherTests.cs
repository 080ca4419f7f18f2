using System.Diagnostics;
using AethergenAI.Data.Runs;

namespace AethergenAI.Data.Tests.Runs;

public sealed class TelemetryPublisherTests
{
    [Fact]
    public async Task At_most_ten_frames_a_second_are_sent_and_the_last_is_among_them()
    {
        List<RunProgress> sent = [];
        long start = Stopwatch.GetTimestamp();
        await using (
            var publisher = new TelemetryPublisher(
                (frame, _) =>
                {
                    sent.Add(frame);
                    return Task.CompletedTask;
                },
                TimeProvider.System
            )
        )
        {
            for (int i = 1; i <= 500; i++)
            {
                publisher.Report(new RunProgress(RunStage.Sampling) { Rows = i });
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Assert.Equal(500, sent[^1].Rows);
        // one at the start, one each 100 ms, and the last one at the end
        Assert.InRange(sent.Count, 3, 10 * seconds + 2);
    }
}
