using System.Diagnostics;
using Hangfire.Client;
using Hangfire.Server;

namespace AethergenAI.Data.Jobs;

/// <summary>A job is a span of the trace that asked for it.</summary>
internal sealed class TraceJobs : IClientFilter, IServerFilter
{
    private const string Parent = "traceparent",
        Span = "span";

    public void OnCreating(CreatingContext context)
    {
        if (Activity.Current?.Id is { } id)
        {
            context.SetJobParameter(Parent, id);
        }
    }

    public void OnCreated(CreatedContext context) { }

    public void OnPerforming(PerformingContext context)
    {
        var job = context.BackgroundJob.Job;
        string? parent = context.GetJobParameter<string>(Parent, allowStale: true);
        var span = Traces.Source.StartActivity($"{job.Type.Name}.{job.Method.Name}", ActivityKind.Consumer, parent);
        if (span is null)
        {
            return;
        }

        span.SetTag("job.id", context.BackgroundJob.Id);
        if (RunJob.Read(job) is { } run)
        {
            span.SetTag("run.id", run.Run.ToString());
        }
        context.Items[Span] = span;
    }

    public void OnPerformed(PerformedContext context)
    {
        if (!context.Items.TryGetValue(Span, out object? item) || item is not Activity span)
        {
            return;
        }

        if (context.Exception is { } failure)
        {
            span.SetStatus(ActivityStatusCode.Error, failure.Message);
        }
        span.Dispose();
    }
}
