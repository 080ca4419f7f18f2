using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AethergenAI.Data;

/// <summary>
/// Sets the tenant of each connection that is taken from the pool, for row-level security. Npgsql resets the session
/// when the connection returns to the pool, so a connection without a tenant sees no rows.
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
