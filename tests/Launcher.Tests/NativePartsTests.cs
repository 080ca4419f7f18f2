using AethergenAI.Launcher.Publishing;

namespace AethergenAI.Launcher.Tests;

public sealed class NativePartsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("aethergen-native-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_a_folder_lacks_is_said_and_foreign_libraries_go()
    {
        Write("libonnxruntime.so", 0x7F, (byte)'E', (byte)'L', (byte)'F', machine: 0x3E);
        Write("libduckdb.so", 0x7F, (byte)'E', (byte)'L', (byte)'F', machine: 0xB7);

        Assert.StartsWith(
            "it LACKS DuckDB",
            Assert.Single(NativeParts.Check(folder, "linux-x64")),
            StringComparison.Ordinal
        );
        Assert.Equal(["libonnxruntime.so"], Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void An_assembly_is_no_native_library() =>
        Assert.Null(NativeParts.PlatformOf(typeof(NativePartsTests).Assembly.Location));

    [Theory]
    [InlineData(0x8664, "win-x64")]
    [InlineData(0xAA64, "win-arm64")]
    [InlineData(0x014C, null)]
    public void A_library_of_Windows_is_known_by_its_machine(int machine, string? platform)
    {
        var bytes = new byte[2048];
        "MZ"u8.CopyTo(bytes);
        bytes[0x3C] = 0x80; // where the header begins
        "PE"u8.CopyTo(bytes.AsSpan(0x80));
        BitConverter.TryWriteBytes(bytes.AsSpan(0x84), (ushort)machine);
        string path = Path.Combine(folder, "onnxruntime.dll");
        File.WriteAllBytes(path, bytes);

        Assert.Equal(platform, NativeParts.PlatformOf(path));
    }

    private void Write(string name, byte first, byte second, byte third, byte fourth, byte machine)
    {
        var bytes = new byte[2048];
        (bytes[0], bytes[1], bytes[2], bytes[3], bytes[18]) = (first, second, third, fourth, machine);
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
    }
}
