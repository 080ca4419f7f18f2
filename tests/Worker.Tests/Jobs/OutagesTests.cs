using System.Net.Sockets;
using System.Text.RegularExpressions;
using AethergenAI.Data.Blobs;
using AethergenAI.Worker.Jobs;
using AethergenAI.Workspace;
using Npgsql;

namespace AethergenAI.Worker.Tests.Jobs;

public sealed class OutagesTests
{
    [Fact]
    public void A_pattern_that_takes_too_long_is_no_outage() =>
        Assert.False(Outages.Is(new InvalidOperationException("outer", new RegexMatchTimeoutException())));

    [Fact]
    public void A_full_disk_is_an_outage_and_another_failure_of_a_disk_is_not()
    {
        Assert.True(Outages.Is(new IOException("No space left on device", 28)));
        Assert.True(Outages.Is(new InvalidOperationException("outer", new IOException("", 28))));
        Assert.False(Outages.Is(new IOException("Input/output error", 5)));
    }

    [Fact]
    public void Each_outage_says_what_was_missing()
    {
        Assert.Equal(OutsideNeed.DiskSpace, Outages.NeedOf(new IOException("", 28)));
        Assert.Equal(OutsideNeed.DiskSpace, Outages.NeedOf(Blob("blobs.disk-full", new IOException("", 28))));
        Assert.Equal(OutsideNeed.DiskSpace, Outages.NeedOf(Postgres(PostgresErrorCodes.DiskFull)));
        Assert.Equal(OutsideNeed.Storage, Outages.NeedOf(Blob("blobs.no-answer", new TimeoutException())));
        Assert.Equal(OutsideNeed.Database, Outages.NeedOf(new InvalidOperationException("", new NpgsqlException())));
        Assert.Equal(OutsideNeed.Database, Outages.NeedOf(Postgres(PostgresErrorCodes.AdminShutdown)));
        Assert.Equal(OutsideNeed.Network, Outages.NeedOf(new SocketException()));
        Assert.Null(Outages.NeedOf(Postgres(PostgresErrorCodes.UniqueViolation)));
        Assert.Null(Outages.NeedOf(new InvalidOperationException()));
    }

    private static BlobOutageException Blob(string code, Exception cause) => new(code, "", cause);

    private static PostgresException Postgres(string state) => new("", "FATAL", "FATAL", state);

    [Fact]
    public void A_database_that_does_not_answer_is_an_outage() =>
        Assert.True(Outages.Is(new InvalidOperationException("outer", new NpgsqlException())));
}
