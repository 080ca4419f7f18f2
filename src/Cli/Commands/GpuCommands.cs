using System.CommandLine;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using AethergenAI.Cli.Diagnosis;
using AethergenAI.Onnx;

namespace AethergenAI.Cli.Commands;

/// <summary>
/// ONNX Runtime's CUDA provider, which is large and useless without an NVIDIA GPU: fetched on request only.
/// </summary>
internal static class GpuCommands
{
    private const string Package = "com.github.asus4.onnxruntime.linux-x64-gpu",
        Version = "0.4.9";

    /// <summary>SHA-512 of the package as it was looked at, in base64.</summary>
    private const string Digest =
        "FopIhNE/Ng+v2X65wVc9clPCBCvhvA53Hxo2U0Kf5fGdVsC7iCA+mZ0KLWggcQAj7TIZ6pNidR4AC10g74Xo6w==";

    /// <summary>An npm on a slow line may take this long for 180 MB.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <param name="Libraries">What was put beside the program.</param>
    /// <param name="Loads">Whether CUDA loads now.</param>
    /// <param name="Missing">Where it does not: what is missing.</param>
    internal sealed record Answer(IReadOnlyList<string> Libraries, bool Loads, string? Missing);

    internal static Command Create() => new("gpu", "Run graphs on an NVIDIA GPU") { Enable() };

    private static CliCommand Enable()
    {
        var command = new CliCommand(
            "enable",
            "Fetch ONNX Runtime's CUDA provider (180 MB, from npm) and say whether it loads",
            "aethergen gpu enable"
        );
        command.SetAction(
            async (parsed, ct) =>
            {
                if (
                    !OperatingSystem.IsLinux()
                    || System.Runtime.InteropServices.RuntimeInformation.OSArchitecture
                        != System.Runtime.InteropServices.Architecture.X64
                )
                {
                    throw CliRefusals.NoGpuPackage();
                }

                var libraries = await FetchAsync(ct);
                string? missing = GpuProviders.WhyNot("cuda");
                var answer = new Answer(libraries, missing is null, missing);
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(answer);
                }
                else
                {
                    Output.Note($"{string.Join(", ", libraries)} now stands in {AppContext.BaseDirectory}");
                    Output.Note(
                        missing is null
                            ? "CUDA loads: --device cuda runs graphs on it."
                            : $"CUDA does not load yet: {missing} is missing. It needs an NVIDIA driver, "
                                + "CUDA 13 and cuDNN 9 in the loader's path."
                    );
                }

                return missing is null ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }

    private static async Task<IReadOnlyList<string>> FetchAsync(CancellationToken ct)
    {
        string folder = Directory.CreateTempSubdirectory("aethergen-gpu-").FullName;
        try
        {
            string[] words =
            [
                "pack",
                $"{Package}@{Version}",
                "--ignore-scripts",
                "--silent",
                "--pack-destination",
                folder,
            ];
            if (await Tool.AskAsync("npm", words, ct, Patience) is null)
            {
                throw CliRefusals.GpuFetch($"npm {string.Join(' ', words[..2])} failed");
            }
            string archive = Directory.EnumerateFiles(folder, "*.tgz").SingleOrDefault()
                ?? throw CliRefusals.GpuFetch("npm left no package");
            await using (var bytes = File.OpenRead(archive))
            {
                string found = Convert.ToBase64String(await SHA512.HashDataAsync(bytes, ct));
                if (found != Digest)
                {
                    throw CliRefusals.GpuFetch("the package is not the one this program knows: its SHA-512 differs");
                }
            }

            return await UnpackAsync(archive, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Puts the provider's library beside the program, and where the next build finds it.</summary>
    private static async Task<IReadOnlyList<string>> UnpackAsync(string archive, CancellationToken ct)
    {
        var names = new List<string>();
        await using var packed = File.OpenRead(archive);
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var tar = new TarReader(unpacked);
        while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
        {
            // The others of the package are here already, or of no use to a library that was built without TensorRT.
            string name = Path.GetFileName(entry.Name);
            if (name != GpuProviders.CudaLibrary || entry.DataStream is not { } data)
            {
                continue;
            }
            string here = Path.Combine(AppContext.BaseDirectory, name);
            await AtomicFile.WriteAsync(here, (file, stop) => data.CopyToAsync(file, stop), ct);
            names.Add(name);
            if (DoctorCommand.Checkout() is not { } checkout)
            {
                continue;
            }
            // The build puts it beside the worker too.
            await using var copy = File.OpenRead(here);
            await AtomicFile.WriteAsync(
                Path.Combine(checkout, "native", "gpu", name),
                (file, stop) => copy.CopyToAsync(file, stop),
                ct
            );
        }

        return names;
    }
}
