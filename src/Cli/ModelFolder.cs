using AethergenAI.Formats;
using AethergenAI.Generation;
using AethergenAI.Onnx;
using AethergenAI.Schemas;

namespace AethergenAI.Cli;

/// <summary>
/// A model on disk: <c>model.json</c>, <c>sampler.onnx</c>, and the privacy ledger if there is one; nothing else.
/// </summary>
internal static class ModelFolder
{
    private const string ManifestName = "model.json";
    private const string GraphName = "sampler.onnx";

    /// <summary>The folder of the checkpoints that an interrupted fit continues from.</summary>
    internal const string KeptName = "kept";

    private static readonly string[] Ours = [ManifestName, GraphName, KeptName, LedgerFile.Name];

    /// <exception cref="RefusedException">A part of the model is missing, or the parts do not match.</exception>
    internal static async Task<Model> ReadAsync(string folder, CancellationToken ct)
    {
        foreach (string name in (string[])[ManifestName, GraphName])
        {
            if (!File.Exists(Path.Combine(folder, name)))
            {
                throw CliRefusals.NotAModel(folder, $"there is no {name} in it");
            }
        }

        byte[] manifest = await File.ReadAllBytesAsync(Path.Combine(folder, ManifestName), ct);
        byte[] graph = await File.ReadAllBytesAsync(Path.Combine(folder, GraphName), ct);
        Model model = ModelDocument.Read(manifest, graph);
        SchemaCheck.Check(model.Manifest.Schema); // anybody can compute the hashes that were checked so far
        ForeignGraph.Require(model.Graph);
        return model;
    }

    /// <summary>Makes the checks of <see cref="WriteAsync"/> before a long fit begins.</summary>
    internal static void CheckWritable(string folder)
    {
        bool holdsMore =
            Directory.Exists(folder)
            && Directory.EnumerateFileSystemEntries(folder).Any(path => !Ours.Contains(Path.GetFileName(path)));
        if (File.Exists(folder) || holdsMore)
        {
            throw CliRefusals.NotOurFolder(folder);
        }
    }

    /// <summary>Writes the folder completely or not at all; an existing model is replaced.</summary>
    internal static async Task WriteAsync(string folder, Model model, CancellationToken ct)
    {
        CheckWritable(folder);
        string full = OutputPath.Of(folder);
        string partial = $"{full}.{Guid.NewGuid():N}.part";
        string replaced = $"{full}.{Guid.NewGuid():N}.old.part";
        try
        {
            Directory.CreateDirectory(partial);
            await AtomicFile.WriteAsync(Path.Combine(partial, GraphName), model.Graph, ct);
            await AtomicFile.WriteAsync(Path.Combine(partial, ManifestName), ModelDocument.Write(model.Manifest), ct);
            string ledger = Path.Combine(full, LedgerFile.Name);
            if (File.Exists(ledger))
            {
                File.Copy(ledger, Path.Combine(partial, LedgerFile.Name));
            }

            if (Directory.Exists(full))
            {
                Directory.Move(full, replaced);
            }
            Directory.Move(partial, full);
        }
        finally
        {
            foreach (string left in (string[])[partial, replaced])
            {
                if (Directory.Exists(left))
                {
                    Directory.Delete(left, recursive: true);
                }
            }
        }
    }
}
