using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

public class FingerprintTests
{
    private const string Plain = "0830068559a45d9a416cde06c57fe94265b3194c647797420116fbbd3186290b";

    [Theory]
    [InlineData(1, ":")]
    [InlineData(2, ":")]
    [InlineData(4, " ")]
    [InlineData(8, "-")]
    [InlineData(32, "\n")]
    public void Colons_dashes_blanks_and_case_do_not_count(int size, string between)
    {
        string written = string.Join(between, Plain.Chunk(size).Select(part => new string(part)));
        Assert.Equal(Plain, Fingerprint.Parse(written));
        Assert.Equal(Plain, Fingerprint.Parse($" {written.ToUpperInvariant()} "));
    }

    [Fact]
    public void The_fingerprint_of_a_key_is_read_back()
    {
        using var key = SigningKey.Create();
        Assert.Equal(key.Fingerprint, Fingerprint.Parse(key.Fingerprint));
    }

    [Theory]
    [InlineData("")]
    [InlineData("08:30:06")]
    [InlineData("key.pem")]
    [InlineData(Plain + "0")]
    [InlineData("g830068559a45d9a416cde06c57fe94265b3194c647797420116fbbd3186290b")]
    public void Anything_else_is_none(string text) => Assert.Null(Fingerprint.Parse(text));
}
