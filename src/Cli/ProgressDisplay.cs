using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace AethergenAI.Cli;

/// <summary>Shows progress on stderr: a live bar on a terminal, otherwise lines.</summary>
internal static class ProgressDisplay
{
    /// <param name="json">Print every report as a line of JSON on stderr, for programs.</param>
    internal static Task<T> DuringAsync<T>(string what, bool json, Func<IProgress<RunProgress>, Task<T>> work) =>
        json ? work(new JsonLines(Console.Error)) : DuringAsync(what, work);

    internal static Task<T> DuringAsync<T>(string what, Func<IProgress<RunProgress>, Task<T>> work) =>
        Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb"
            ? work(new Lines(Console.Error, TimeProvider.System))
            : LiveAsync(what, work);

    private static Task<T> LiveAsync<T>(string what, Func<IProgress<RunProgress>, Task<T>> work) =>
        AnsiConsole
            .Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
            .Progress()
            .AutoClear(true)
            .Columns(
                new SpinnerColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new ElapsedTimeColumn()
            )
            .StartAsync(async live =>
            {
                var task = live.AddTask(Markup.Escape(what), maxValue: 1);
                task.IsIndeterminate = true;
                return await work(new Bar(task, what));
            });

    /// <summary>A progress report in words: stage, trial, rows, training, speed.</summary>
    internal static string Words(RunProgress look)
    {
        var words = new List<string> { look.Stage.ToString().ToLowerInvariant() };
        if (look.Trial is { } trial)
        {
            words.Add(trial);
        }
        if (look.Message is { } message)
        {
            words.Add(message);
        }
        if (look.Rows is { } rows)
        {
            words.Add(Counts.Of(rows, "row"));
        }
        if (look.Training is { } training)
        {
            words.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"step {training.Step:N0} of {training.Steps:N0}, {training.StepSeconds * 1000:0} ms each"
                )
            );
            string held = training.ValidationLoss is { } loss
                ? string.Create(CultureInfo.InvariantCulture, $", {loss:0.000} on rows held back")
                : "";
            words.Add(string.Create(CultureInfo.InvariantCulture, $"loss {training.TrainLoss:0.000}{held}"));
            words.Add(string.Create(CultureInfo.InvariantCulture, $"at most {training.SecondsLeft:0} s left"));
        }

        if (look.RowsPerSecond is { } speed)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{speed:N0} rows/s"));
        }
        return string.Join(" · ", words);
    }

    private sealed class Bar(ProgressTask task, string what) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if ((value.Fraction ?? value.StageFraction) is { } fraction)
            {
                task.IsIndeterminate = false;
                task.Value = fraction;
            }

            task.Description = Markup.Escape($"{what} · {Words(value)}");
        }
    }

    /// <summary>Prints a line when the stage or trial changes, and otherwise every <see cref="Pause"/>.</summary>
    internal sealed class Lines(TextWriter writer, TimeProvider clock) : IProgress<RunProgress>
    {
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

        private readonly Lock gate = new();
        private (RunStage Stage, string? Trial)? last;
        private long lastAt;

        public void Report(RunProgress value)
        {
            lock (gate)
            {
                if (last == (value.Stage, value.Trial) && clock.GetElapsedTime(lastAt) < Pause)
                {
                    return;
                }
                last = (value.Stage, value.Trial);
                lastAt = clock.GetTimestamp();
                string share = (value.Fraction ?? value.StageFraction) is { } fraction
                    ? string.Create(CultureInfo.InvariantCulture, $"{fraction, 4:0%} ")
                    : "";
                writer.WriteLine($"{share}{Words(value)}");
            }
        }
    }

    private sealed class JsonLines(TextWriter writer) : IProgress<RunProgress>
    {
        private readonly Lock gate = new();

        public void Report(RunProgress value)
        {
            lock (gate)
            {
                writer.WriteLine(JsonSerializer.Serialize(value, Json.Options));
            }
        }
    }
}
