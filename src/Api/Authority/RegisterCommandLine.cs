namespace AethergenAI.Api.Authority;

/// <summary>Makes the command line known to the authority when the API starts.</summary>
internal sealed class RegisterCommandLine(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Clients>().EnsureCommandLineAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
