using AethergenAI.Data.Blobs;
using Microsoft.Extensions.Configuration;

namespace AethergenAI.Data.Tests.Blobs;

/// <summary>Where the settings say that blobs are, and what a process says that cannot use the place.</summary>
public sealed class BlobPlaceTests
{
    private const string Account = "https://name.blob.core.windows.net";

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, "blobs.no-place")]
    [InlineData("", "", "blobs.no-place")]
    [InlineData("/tmp/x", Account, "blobs.two-places")]
    [InlineData(null, "http://name.blob.core.windows.net", "blobs.not-an-account")]
    [InlineData(null, "name", "blobs.not-an-account")]
    [InlineData(null, "AccountName=a;AccountKey=not base64", "blobs.not-an-account")]
    public void Settings_that_name_no_place_are_refused(string? root, string? account, string code)
    {
        var refusal = Assert.Throws<RefusedException>(() => Open(root, account));
        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public void A_folder_is_a_place() => Assert.IsType<FolderBlobs>(Open("/tmp/x", null));

    [Fact]
    public void The_address_of_an_account_is_a_place()
    {
        using var store = Assert.IsType<AzureBlobs>(Open(null, Account));
    }

    [Fact]
    public async Task An_address_that_does_not_answer_ends_in_one_sentence()
    {
        string address = $"https://127.0.0.1:{Azurite.FreePort()}/name";
        using var store = AzureBlobs.In(address);

        var outage = await Assert.ThrowsAsync<BlobOutageException>(() => store.CheckAsync(ct));

        Assert.Equal("blobs.no-answer", outage.Code);
        Assert.StartsWith("The storage account https://127.0.0.1", outage.Message, StringComparison.Ordinal);
        Assert.Contains("Connection refused", outage.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', outage.Message);
    }

    private static BlobStore Open(string? root, string? account) =>
        BlobStore.FromConfiguration(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?> { ["Blobs:Root"] = root, ["Blobs:Account"] = account }
                )
                .Build()
        );
}
