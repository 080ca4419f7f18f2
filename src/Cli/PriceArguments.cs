using System.CommandLine;
using AethergenAI.Evaluation.Costing;

namespace AethergenAI.Cli;

/// <summary><c>--prices</c>: the prices of machine time, memory and electricity.</summary>
internal sealed class PriceArguments
{
    private readonly Option<string?> file = new("--prices")
    {
        Description =
            "Your dated prices of machine time, memory and electricity; "
            + "the example docs/examples/prices.json if not given",
        HelpName = "PRICES.json",
    };

    internal PriceArguments(Command command) => command.Add(file);

    /// <exception cref="RefusedException">The file does not exist, or is not a price file.</exception>
    internal async Task<Prices> ReadAsync(ParseResult parsed, CancellationToken ct) =>
        parsed.GetValue(file) is { } path
            ? PricesReader.Read(await JsonInput.TextAsync(path, ct))
            : PricesReader.Shipped;
}
