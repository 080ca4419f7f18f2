using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AethergenAI.Artefacts;
using AethergenAI.Core.Tests.Artefacts;
using AethergenAI.Core.Tests.Privacy;
using AethergenAI.Generation;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Tests.Marginals;

/// <summary>Fits of neighbouring seeds with the same noise, and what may tell them apart.</summary>
internal static partial class NeighbourFits
{
    /// <summary>The places of <c>model.json</c> that follow from noisy measurements alone.</summary>
    private static readonly string[] PaidFor =
    [
        "parameters", // the model itself
        "graphHash", // the same parameters as a graph
        "provenance.estimatedRows", // the sum of noisy counts
        "privacyClaim.entries[].purpose", // which marginals were chosen, by the exponential mechanism
        "privacyClaim.entries[].parameters",
        "provenance.fitSeconds", // not paid for: a side channel that docs/privacy.md declares, in whole seconds
    ];

    /// <summary>What a fit that pays to discover domains has besides.</summary>
    private static readonly string[] PaidDomains = ["schema", "schemaHash", "columns", "encodings"];

    /// <summary>Whatever the fits wrote, said or kept is equal, except for what the measurements paid for.</summary>
    internal static void RequireEqual(string generator, bool paidDomains, Outcome with, Outcome without)
    {
        string[] paid =
        [
            .. PaidFor,
            .. paidDomains ? PaidDomains : [],
            // How many rounds aim has follows from what it measured in the rounds before.
            .. generator == "aim" ? ["privacyClaim.entries"] : (string[])[],
        ];
        Assert.Equal([], JsonPlaces.Differing(with.Model, without.Model).Where(place => !JsonPlaces.IsIn(place, paid)));
        Assert.Equal(with.Said, without.Said);
        Assert.Equal(with.Files, without.Files);
        // The entries of aim's rounds follow from what was measured before.
        int fixedCharges = generator == "aim" ? 1 : with.Charges.Count;
        Assert.Equal(with.Charges.Take(fixedCharges), without.Charges.Take(fixedCharges));
    }

    internal static Outcome Fit(string generator, Schema schema, Table rows, bool paidDomains)
    {
        var (artefacts, said) = (new MemoryArtefacts(), new List<string>());
        var account = PrivacyAccount.InMemory(new RandomBits(new Random(1).NextBytes));
        var options = new Dictionary<string, string> { ["epsilon"] = "1" };
        if (paidDomains)
        {
            options["domain-share"] = "0.2";
        }
        var request = new FitRequest(rows, schema, new GeneratorSettings(options, 1))
        {
            Privacy = account,
            Kept = new Checkpoints(artefacts, "kept", CancellationToken.None),
            Progress = new Heard(said),
        };
        var model = Generators.Named(generator).Fit(request, CancellationToken.None);
        byte[] made = Generators.Named(generator).Condition(model, new bool[model.Manifest.Columns.Count]);
        Assert.Equal(made, model.Graph); // the graph says nothing that the parameters do not
        return new Outcome(
            Encoding.UTF8.GetString(ModelDocument.Write(model.Manifest)),
            [.. said.Distinct()],
            [.. artefacts.Files.Keys.Select(name => RandomName().Replace(name, "#")).Distinct().Order()],
            [.. account.Ledger.Read().Entries.Select(entry => (entry.At, entry.Mechanism, entry.Within))]
        );
    }

    /// <summary>Names of kept files that are random, or follow from what was measured.</summary>
    [GeneratedRegex("[0-9a-f]{16}")]
    private static partial Regex RandomName();

    internal sealed record Outcome(
        string Model,
        IReadOnlyList<string> Said,
        IReadOnlyList<string> Files,
        IReadOnlyList<(DateTimeOffset At, string Mechanism, int? Within)> Charges
    );

    private sealed class Heard(List<string> said) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) =>
            said.Add(string.Create(CultureInfo.InvariantCulture, $"{value.Stage} {value.Message} {value.Provider}"));
    }
}
