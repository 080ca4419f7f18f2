using AethergenAI.Data.Postgres;

namespace AethergenAI.Data.Tests.Postgres;

public sealed class ServerAccessTests
{
    [Theory]
    [InlineData("postgresql://me:secret@localhost/postgres", "postgres.bad-connection-string")]
    [InlineData("Host=localhost;Port=many;Password=secret", "postgres.bad-connection-string")]
    [InlineData("Host=localhost;Username=postgres", "postgres.no-password")]
    public void A_connection_string_that_cannot_be_used_is_refused_without_repeating_it(
        string connectionString,
        string code
    )
    {
        RefusedException refusal = Assert.Throws<RefusedException>(() => ServerAccess.External(connectionString));
        Assert.Equal(code, refusal.Code);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }
}
