using System.CommandLine;
using AethergenAI.Evaluation.Costing;
using AethergenAI.Onnx;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli;

/// <summary>The options of <c>run</c> and <c>resume</c>.</summary>
internal sealed class RunArguments
{
    private const int MaxWorkers = 256;

    private readonly Option<int> workers = new("--workers")
    {
        Description = "How many trials run at once; if not given, one for each core, at most eight",
        HelpName = "N",
        DefaultValueFactory = _ => Math.Clamp(Environment.ProcessorCount, 1, 8),
    };

    private readonly Option<bool> fresh = new("--fresh")
    {
        Description = "Carry out every trial, even if a run in a folder beside OUT/ has already done the same one",
    };

    private readonly PrivacyArguments privacy;

    private readonly PriceArguments prices;

    private readonly DeviceArguments device;

    internal RunArguments(Command command)
    {
        device = new DeviceArguments(command);
        prices = new PriceArguments(command);
        workers.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > MaxWorkers)
            {
                given.AddError($"--workers takes a whole number from 1 to {MaxWorkers}.");
            }
        });
        command.Add(workers);
        command.Add(fresh);
        privacy = new PrivacyArguments(command);
    }

    internal int Workers(ParseResult parsed) => parsed.GetValue(workers);

    /// <exception cref="RefusedException">The device is unknown, or its library does not load.</exception>
    internal Device Device(ParseResult parsed) => device.Open(parsed);

    /// <exception cref="RefusedException">The ledger or the budget is refused.</exception>
    internal Task<PrivacyAccount?> AccountAsync(
        ParseResult parsed,
        RecipeFiles files,
        string folder,
        CancellationToken ct
    ) => Task.Run(() => privacy.Account(parsed, files, folder, ct), ct);

    /// <exception cref="RefusedException">The price file cannot be used.</exception>
    internal Task<Prices> PricesAsync(ParseResult parsed, CancellationToken ct) => prices.ReadAsync(parsed, ct);

    internal bool Fresh(ParseResult parsed) => parsed.GetValue(fresh);
}
