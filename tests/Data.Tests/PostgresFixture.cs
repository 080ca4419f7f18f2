using AethergenAI.Data.Tests.Postgres;

namespace AethergenAI.Data.Tests;

/// <summary>A server of its own for the tests of a class; each test takes a database of its own from it.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public LocalPostgres Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Server = await LocalPostgres.StartTemporaryAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
