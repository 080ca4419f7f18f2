using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.Api.Tests;

/// <summary>A hub's client over one WebSocket, as a browser that skips negotiation has it.</summary>
internal static class HubSocket
{
    public static async Task<HubConnection> OpenAsync(Uri address, string hub, string cookie, CancellationToken ct)
    {
        var builder = new HubConnectionBuilder();
        var socket = new UriBuilder(new Uri(address, hub)) { Scheme = "ws" };
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(socket.Uri));
        builder.Services.AddSingleton<IConnectionFactory>(new Factory(cookie));
        builder.AddJsonProtocol(options => Json.Configure(options.PayloadSerializerOptions));
        var connection = builder.Build();
        await connection.StartAsync(ct);
        return connection;
    }

    private sealed class Factory(string cookie) : IConnectionFactory
    {
        public async ValueTask<ConnectionContext> ConnectAsync(
            EndPoint endpoint,
            CancellationToken cancellationToken = default
        )
        {
            var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("Cookie", cookie);
            await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
            return new Connection(socket);
        }
    }

    private sealed class Connection : ConnectionContext, IDuplexPipe
    {
        private readonly ClientWebSocket socket;
        private readonly Pipe incoming = new();
        private readonly Pipe outgoing = new();
        private readonly Task pumping;

        public Connection(ClientWebSocket socket)
        {
            this.socket = socket;
            Transport = this;
            pumping = Task.WhenAll(ReceiveAsync(), SendAsync());
        }

        public override IDuplexPipe Transport { get; set; }

        public override string ConnectionId { get; set; } = Guid.NewGuid().ToString("N");

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

        public PipeReader Input => incoming.Reader;

        public PipeWriter Output => outgoing.Writer;

        public override async ValueTask DisposeAsync()
        {
            await outgoing.Writer.CompleteAsync();
            await incoming.Reader.CompleteAsync();
            await pumping.WaitAsync(TimeSpan.FromSeconds(2)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            socket.Dispose();
            await base.DisposeAsync();
        }

        private async Task ReceiveAsync()
        {
            Exception? broken = null;
            try
            {
                while (true)
                {
                    var received = await socket.ReceiveAsync(incoming.Writer.GetMemory(8192), CancellationToken.None);
                    if (received.MessageType == WebSocketMessageType.Close)
                    {
                        break;
                    }
                    incoming.Writer.Advance(received.Count);
                    if ((await incoming.Writer.FlushAsync()).IsCompleted)
                    {
                        break;
                    }
                }
            }
            catch (WebSocketException problem)
            {
                broken = problem;
            }

            await incoming.Writer.CompleteAsync(broken);
        }

        private async Task SendAsync()
        {
            while (true)
            {
                var written = await outgoing.Reader.ReadAsync();
                if (!written.Buffer.IsEmpty)
                {
                    await socket.SendAsync(
                        written.Buffer.ToArray(),
                        WebSocketMessageType.Text,
                        true,
                        CancellationToken.None
                    );
                }
                outgoing.Reader.AdvanceTo(written.Buffer.End);
                if (written.IsCompleted)
                {
                    break;
                }
            }

            if (socket.State == WebSocketState.Open)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            }
        }
    }
}
