using System.Text.RegularExpressions;
using AethergenAI.Worker.Jobs;
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
    public void A_database_that_does_not_answer_is_an_outage() =>
        Assert.True(Outages.Is(new InvalidOperationException("outer", new NpgsqlException())));
}
