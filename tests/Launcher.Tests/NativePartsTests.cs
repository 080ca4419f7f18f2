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

    private void Write(string name, byte first, byte second, byte third, byte fourth, byte machine)
    {
        var bytes = new byte[2048];
        (bytes[0], bytes[1], bytes[2], bytes[3], bytes[18]) = (first, second, third, fourth, machine);
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
    }
}
