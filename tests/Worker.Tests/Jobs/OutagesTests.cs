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
    public void A_database_that_does_not_answer_is_an_outage() =>
        Assert.True(Outages.Is(new InvalidOperationException("outer", new NpgsqlException())));
}
