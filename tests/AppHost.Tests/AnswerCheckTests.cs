using System.Net;

namespace AethergenAI.AppHost.Tests;

/// <summary>The system is ready when its own program answers, and not when another one does on its port.</summary>
public sealed class AnswerCheckTests
{
    [Theory]
    [InlineData(null, 200, false)] // another program, which answers everything
    [InlineData("of an earlier start", 200, false)]
    [InlineData("of this start", 503, false)]
    [InlineData("of this start", 200, true)]
    public async Task Only_the_program_of_this_start_counts(string? instance, int status, bool ready)
    {
        using var listener = new HttpListener();
        string address = $"http://127.0.0.1:{RunningSystem.FreePort()}";
        listener.Prefixes.Add(address + "/");
        listener.Start();
        Task answered = AnswerAsync(listener, instance, status);

        var asked = await Record.ExceptionAsync(() =>
            AnswerChecks.RequireOursAsync(address, "of this start", TestContext.Current.CancellationToken)
        );

        await answered;
        Assert.Equal(ready, asked is null);
        Assert.True(asked is null or HttpRequestException);
    }

    private static async Task AnswerAsync(HttpListener listener, string? instance, int status)
    {
        var context = await listener.GetContextAsync();
        Assert.Equal("/health/ready", context.Request.Url!.AbsolutePath);
        context.Response.StatusCode = status;
        if (instance is not null)
        {
            context.Response.Headers["X-AethergenAI-Instance"] = instance;
        }
        context.Response.Close();
    }
}
