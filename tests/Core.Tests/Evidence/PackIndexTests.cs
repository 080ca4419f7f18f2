using System.Text;
using System.Text.RegularExpressions;
using AethergenAI.Evaluation;
using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

/// <summary>An unpacked pack opens in a browser, without script and network.</summary>
public sealed partial class PackIndexTests : IDisposable
{
    private readonly SigningKey key = SigningKey.Create();

    public void Dispose() => key.Dispose();

    [Fact]
    public async Task It_links_reports_and_readme_and_names_the_signer()
    {
        var files = Repack.Read(await FinishedRun.PackAsync(key));
        string page = Page(files);

        string[] links = [.. Links().Matches(page).Select(link => link.Groups[1].Value)];
        Assert.All(links, link => Assert.True(files.ContainsKey(link), link));
        Assert.Contains("README.txt", links);
        Assert.Contains("trials/c01-r1/report.html", links);
        Assert.Contains("c02-r1, copula: refused. Bring more rows.", page, StringComparison.Ordinal);
        Assert.Contains(key.Fingerprint, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_begins_with_the_verdict_and_nothing_is_green_beside_a_fail()
    {
        byte[] pack = await FinishedRun.PackAsync(key, new ReportVerdict(Verdict.Fail, "Not <useful>."));
        string page = Page(Repack.Read(pack));

        Assert.Contains("</svg>fail</span><h1>Not &lt;useful&gt;.</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class='status pass'", page, StringComparison.Ordinal);
        Assert.Contains("No verdict", Page(Repack.Read(await FinishedRun.PackAsync(key))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_has_no_script_and_reaches_no_network()
    {
        string page = Page(Repack.Read(await FinishedRun.PackAsync(key)));

        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_signed_like_every_file()
    {
        var files = Repack.Read(await FinishedRun.PackAsync(key));
        files["index.html"] = [.. files["index.html"], (byte)' '];

        var verdict = EvidencePack.Verify(new MemoryStream(Repack.Write(files)), key: null);

        Assert.Contains(verdict.Faults, fault => fault is { File: "index.html", Code: "pack.changed-file" });
    }

    private static string Page(IReadOnlyDictionary<string, byte[]> files) =>
        Encoding.UTF8.GetString(files["index.html"]);

    [GeneratedRegex("href='([^']*)'")]
    private static partial Regex Links();
}
