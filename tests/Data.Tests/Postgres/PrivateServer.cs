namespace AethergenAI.Data.Postgres;

/// <summary>A server that this process started, with its folder.</summary>
internal sealed class PrivateServer : IAsyncDisposable
{
    private readonly ServerFolder folder;
    private readonly ServerProcess process;
    private readonly int port;

    private PrivateServer(ServerFolder folder, ServerProcess process, int port)
    {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    public ServerAccess Access => folder.Access(port);

    public int ProcessId => process.Id;

    public static async Task<PrivateServer> StartAsync(string home, bool durable, CancellationToken ct)
    {
        ServerFolder folder = await ServerFolder.OpenAsync(home, ct);
        try
        {
            (ServerProcess process, int port) = await ServerProcess.StartAsync(folder, durable, ct);
            return new(folder, process, port);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Dispose();
    }
}
