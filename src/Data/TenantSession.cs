using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AethergenAI.Data;

/// <summary>
/// Tells PostgreSQL whose connection it is, each time one comes out of the pool.
/// Npgsql discards the session when it goes back, so a connection that nobody spoke for sees no row at all.
/// </summary>
internal sealed class TenantSession : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Announce(connection, eventData);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        await using var command = Announce(connection, eventData);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand Announce(DbConnection connection, ConnectionEndEventData eventData)
    {
        var db = (AethergenDb)(
            eventData.Context ?? throw new InvalidOperationException("A connection was opened outside a context.")
        );
        var command = connection.CreateCommand();
        command.CommandText = "select set_config('app.tenant', $1, false)";
        var parameter = command.CreateParameter();
        parameter.Value = db.Tenant.ToString();
        command.Parameters.Add(parameter);
        return command;
    }
}
