using System.Text;
using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

[Trait("Speed", "Slow")]
public sealed class TamperingTests : IAsyncLifetime
{
    private readonly SigningKey key = SigningKey.Create();
    private byte[] pack = [];

    private SortedDictionary<string, byte[]> Files => Repack.Read(pack);

    public async ValueTask InitializeAsync() => pack = await FinishedRun.PackAsync(key);

    public ValueTask DisposeAsync()
    {
        key.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void A_flipped_byte_in_any_file_is_found_and_the_file_named() => Assert.All(Files.Keys, name =>
        {
            var files = Files;
            files[name][files[name].Length / 2] ^= 1;

            Assert.Contains(name, Broken(Repack.Write(files)).Select(fault => fault.File));
        });

    [Fact]
    public void A_removed_file_is_named() => Assert.All(Files.Keys, name =>
        {
            var files = Files;
            files.Remove(name);

            Assert.Contains(Broken(Repack.Write(files)), fault =>
                fault.File == name && fault.Code == "pack.missing-file"
            );
        });

    [Fact]
    public void A_renamed_file_is_missing_under_its_name_and_extra_under_the_other() => Assert.All(Files.Keys, name =>
        {
            var files = Files;
            files.Remove(name, out var bytes);
            files[name + ".bak"] = bytes!;
            var faults = Broken(Repack.Write(files));

            Assert.Contains(faults, fault => fault.File == name && fault.Code == "pack.missing-file");
            Assert.Contains(faults, fault =>
                (fault.File, fault.Code) == (name + ".bak", "pack.extra-file") || name == "manifest.json"
            );
        });

    [Theory]
    [InlineData("real-rows.csv", "pack.extra-file")]
    [InlineData("../outside.txt", "pack.unsafe-name")]
    [InlineData("trials/../../outside.txt", "pack.unsafe-name")]
    [InlineData("/etc/outside", "pack.unsafe-name")]
    [InlineData("C:\\outside", "pack.unsafe-name")]
    [InlineData("trials\\outside", "pack.unsafe-name")]
    [InlineData("empty-folder/", "pack.unsafe-name")]
    public void An_added_file_is_named(string name, string code)
    {
        var files = Files;
        files[name] = [];

        Assert.Contains(Broken(Repack.ZipAgain(files)), fault => fault.File == name && fault.Code == code);
    }

    [Fact]
    public void A_name_that_stands_twice_is_found()
    {
        var twice = Files.Append(new("summary.json", "{}"u8.ToArray()));

        Assert.Contains(Broken(Repack.ZipAgain(twice)), fault =>
            fault is { File: "summary.json", Code: "pack.duplicate-name" }
        );
    }

    [Fact]
    public void Bytes_that_belong_to_no_file_are_found()
    {
        byte[] payload = Encoding.UTF8.GetBytes("a second zip could stand here");

        Assert.Contains(Broken([.. payload, .. pack]), fault => fault.Code is "pack.hidden-bytes" or "pack.unreadable");
        Assert.Contains(Broken([.. pack, .. payload]), fault => fault.Code is "pack.hidden-bytes" or "pack.unreadable");
    }

    [Fact]
    public void A_header_that_names_another_file_than_the_directory_is_found()
    {
        byte[] other = [.. pack];
        int local = other.AsSpan().IndexOf("README.txt"u8);
        other[local] ^= 1;

        Assert.Contains(Broken(other), fault => fault.Code == "pack.hidden-bytes");
    }

    [Fact]
    public void A_pack_that_is_cut_short_is_unreadable() =>
        Assert.All([0, 1, 21, 22, pack.Length / 2, pack.Length - 1], length =>
            Assert.Contains(Broken(pack[..length]), fault => fault.Code is "pack.unreadable" or "pack.hidden-bytes")
        );

    [Fact]
    public void Lists_that_hold_a_null_make_a_document_that_cannot_be_read()
    {
        using var key = SigningKey.Create();
        byte[] forged = Repack.Resign(
            Files,
            manifest => manifest.Replace("\"subject\":[", "\"subject\":[null,", StringComparison.Ordinal),
            key
        );
        Assert.Contains(Broken(forged), fault => fault is { Code: "pack.malformed-document", File: "manifest.json" });

        var files = Files;
        files["manifest.dsse.json"] = System.Text.Encoding.UTF8.GetBytes(
            """{"payload":"","payloadType":"application/vnd.in-toto+json","signatures":[null]}"""
        );
        Assert.Contains(Broken(Repack.Write(files)), fault =>
            fault is { Code: "pack.malformed-document", File: "manifest.dsse.json" }
        );
    }

    [Fact]
    public void A_signature_of_another_payload_type_is_refused() =>
        Assert.Contains(Broken(Repack.Resign(Files, manifest => manifest, key, "text/plain")), fault =>
            fault.Code == "pack.payload-type"
        );

    [Fact]
    public void A_proof_of_an_unknown_kind_is_refused() =>
        Assert.Contains(
            Broken(
                Repack.Resign(
                    Files,
                    manifest =>
                        manifest.Replace(
                            "\"proofs\":[]",
                            "\"proofs\":[{\"kind\":\"groth16\"}]",
                            StringComparison.Ordinal
                        ),
                    key
                )
            ),
            fault => fault.Code == "pack.unknown-proof" && fault.Reason.Contains("groth16", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("\"recipeHash\":\"", "recipe.json")]
    [InlineData("\"schemaHash\":\"", "schema.json")]
    [InlineData("\"datasetVersion\":\"", "seed.json")]
    [InlineData("\"modelHashes\":{\"c01-r1\":\"", "manifest.json")]
    [InlineData("\"graph\":\"", "trials/c01-r1/model/sampler.onnx")]
    [InlineData("\"rows\":\"", "trials/c01-r1/synthetic.csv")]
    [InlineData("\"train\":\"", "trials/c01-r1/trial.json")]
    [InlineData("\"epsilon\":\"", "summary.json")]
    [InlineData("\"utility.ratio\":", "summary.json")]
    public void A_claim_that_the_files_contradict_is_found_though_it_is_signed(string before, string file)
    {
        byte[] forged = Repack.Resign(
            Files,
            manifest =>
            {
                int at = manifest.IndexOf(before, StringComparison.Ordinal) + before.Length;
                return manifest[..at] + (manifest[at] == '1' ? '2' : '1') + manifest[(at + 1)..];
            },
            key
        );

        Assert.Contains(Broken(forged), fault => fault.File == file && fault.Code == "pack.contradiction");
    }

    [Fact]
    public void A_pack_of_our_own_making_is_no_forgery() =>
        Assert.True(
            EvidencePack.Verify(new MemoryStream(Repack.Resign(Files, manifest => manifest, key)), key: null).Intact
        );

    [Fact]
    public void A_respelled_envelope_is_found()
    {
        var files = Files;
        files["manifest.dsse.json"] = [.. files["manifest.dsse.json"], (byte)'\n'];

        Assert.Contains(Broken(Repack.Write(files)), fault =>
            fault is { File: "manifest.dsse.json", Code: "pack.not-canonical" }
        );
    }

    [Fact]
    public void An_unpacked_folder_has_the_same_content_and_is_not_the_signed_file()
    {
        var verdict = EvidencePack.Verify(
            Files.Select(file => new UnpackedFile(file.Key, () => new MemoryStream(file.Value)))
        );

        Assert.False(verdict.Intact);
        Assert.Equal("pack.same-content", Assert.Single(verdict.Faults).Code);
        Assert.Equal(key.Fingerprint, verdict.Signer);
        Assert.StartsWith("the same content, not the signed file", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_behind_a_file_s_compressed_bytes_are_found()
    {
        var files = Files;
        byte[] packed = Repack.ZipAsBefore(files, seekable: true);
        using var zip = new MemoryStream(packed);
        ZippedFile first = PackZipReader.Read(zip).Layout!.Entries[0].File;

        Assert.Equal("pack.hidden-bytes", Assert.Single(Broken(WithBytesBehind(packed, first))).Code);
    }

    /// <summary>The sizes say that the bytes are the file's; no unpacker reads them.</summary>
    private static byte[] WithBytesBehind(byte[] pack, ZippedFile file)
    {
        byte[] payload = new byte[3_000];
        using var zip = new MemoryStream(pack);
        var layout = PackZipReader.Read(zip).Layout!;
        List<byte> written = [];
        List<ZippedFile> files = [];
        foreach (var entry in layout.Entries)
        {
            byte[] more = entry.File == file ? payload : [];
            byte[] bytes = [.. pack.AsSpan((int)entry.DataAt, (int)entry.File.Packed), .. more];
            files.Add(entry.File with { Packed = bytes.Length, At = written.Count });
            written.AddRange([.. layout.Form!.Before(files[^1]), .. bytes]);
        }

        byte[] directory = [.. files.SelectMany(layout.Form!.InDirectory)];
        return [.. written, .. directory, .. ZipForm.End(files.Count, written.Count, directory.Length)];
    }

    [Fact]
    public void Of_ten_thousand_flipped_bits_each_is_found_and_the_place_named()
    {
        ulong state = 7;
        for (int i = 0; i < 10_000; i++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            byte[] changed = [.. pack];
            int at = (int)((state >> 33) % (ulong)changed.Length);
            changed[at] ^= (byte)(1 << (int)(state >> 61));

            var faults = Broken(changed);
            Assert.True(faults[0].File is not null || at >= pack.Length - 22, $"byte {at}: {faults[0].Code}");
        }
    }

    private static IReadOnlyList<PackFault> Broken(byte[] bytes)
    {
        var verdict = EvidencePack.Verify(new MemoryStream(bytes), key: null);
        Assert.False(verdict.Intact);
        Assert.NotEmpty(verdict.Faults);
        return verdict.Faults;
    }
}
