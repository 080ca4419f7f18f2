using System.CommandLine;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using AethergenAI.Cli.Diagnosis;
using AethergenAI.Onnx;

namespace AethergenAI.Cli.Commands;

/// <summary>
/// Fetches ONNX Runtime's CUDA provider, which does not ship with the program: it is large, and it needs an NVIDIA GPU.
/// </summary>
internal static class GpuCommands
{
    private const string Package = "com.github.asus4.onnxruntime.linux-x64-gpu",
        Version = "0.4.9";

    /// <summary>The expected SHA-512 of the package, in base64.</summary>
    private const string Digest =
        "FopIhNE/Ng+v2X65wVc9clPCBCvhvA53Hxo2U0Kf5fGdVsC7iCA+mZ0KLWggcQAj7TIZ6pNidR4AC10g74Xo6w==";

    /// <summary>The time limit of the download of 180 MB, for slow connections.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <param name="Libraries">The libraries that were placed beside the program.</param>
    /// <param name="Loads">Whether CUDA loads now.</param>
    /// <param name="Missing">What is missing; null if CUDA loads.</param>
    internal sealed record Answer(IReadOnlyList<string> Libraries, bool Loads, string? Missing);

    internal static Command Create() => new("gpu", "Set up the use of an NVIDIA GPU") { Enable() };

    private static CliCommand Enable()
    {
        var command = new CliCommand(
            "enable",
            "Download ONNX Runtime's CUDA provider (180 MB, from npm) and check that it loads; exit 1 if it does not",
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
                    Output.Note($"Placed {string.Join(", ", libraries)} in {AppContext.BaseDirectory}");
                    Output.Note(
                        missing is null
                            ? "CUDA loads: use it with --device cuda."
                            : $"CUDA does not load yet: {missing} is missing. Install an NVIDIA driver, CUDA 13 and "
                                + "cuDNN 9, and put their libraries in the loader's path."
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
                ?? throw CliRefusals.GpuFetch("npm wrote no package");
            await using (var bytes = File.OpenRead(archive))
            {
                string found = Convert.ToBase64String(await SHA512.HashDataAsync(bytes, ct));
                if (found != Digest)
                {
                    throw CliRefusals.GpuFetch("the SHA-512 of the package differs from the expected one");
                }
            }

            return await UnpackAsync(archive, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Places the provider's library beside the program, and in the checkout for the next build.</summary>
    private static async Task<IReadOnlyList<string>> UnpackAsync(string archive, CancellationToken ct)
    {
        var names = new List<string>();
        await using var packed = File.OpenRead(archive);
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var tar = new TarReader(unpacked);
        while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
        {
            // The program has the package's other libraries already, or cannot use them: it is built without TensorRT.
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
            // The build copies it from here to the worker too.
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
