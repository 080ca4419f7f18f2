using System.CommandLine;
using AethergenAI.Evaluation.Costing;

namespace AethergenAI.Cli;

/// <summary>What the machine's time is priced with.</summary>
internal sealed class PriceArguments
{
    private readonly Option<string?> file = new("--prices")
    {
        Description =
            "Your dated prices of machine time, memory and electricity; docs/examples/prices.json, an example, "
            + "where not given",
        HelpName = "PRICES.json",
    };

    internal PriceArguments(Command command) => command.Add(file);

    /// <exception cref="RefusedException">There is no such file, or it is no price file.</exception>
    internal async Task<Prices> ReadAsync(ParseResult parsed, CancellationToken ct) =>
        parsed.GetValue(file) is { } path
            ? PricesReader.Read(await JsonInput.TextAsync(path, ct))
            : PricesReader.Shipped;
}
