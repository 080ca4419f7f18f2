using System.Text;
using AethergenAI.Generation;

namespace AethergenAI.Onnx.Tests;

/// <summary>Models as files: written and read again, whole or spoilt.</summary>
internal static class ModelFiles
{
    /// <summary>Asserts that a model that is written and read again gives the same rows.</summary>
    internal static Model AssertKept(Model model)
    {
        var read = ModelDocument.Read(ModelDocument.Write(model.Manifest), model.Graph);
        Assert.Equal(model.Rows(500).Csv(model.Manifest.Schema), read.Rows(500).Csv(model.Manifest.Schema));
        return read;
    }

    /// <summary>Asserts that a model is refused once a text in its document is another.</summary>
    internal static void AssertRefused(Model model, string from, string to)
    {
        string text = Encoding.UTF8.GetString(ModelDocument.Write(model.Manifest));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Throws<RefusedException>(() =>
            ModelDocument.Read(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)), model.Graph)
        );
    }
}
