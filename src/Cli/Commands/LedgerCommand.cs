using System.CommandLine;
using System.Globalization;
using AethergenAI.Cli.Datasets;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli.Commands;

internal static class LedgerCommand
{
    internal static Command Create()
    {
        var data = new Argument<string?>("DATA")
        {
            Description = "The real rows of the data set: CSV, Parquet, or packaged data; if not given, all are listed",
            HelpName = "[DATA]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var name = new Option<string?>("--dataset")
        {
            Description = "The name of the data set, instead of its file",
            HelpName = "NAME",
        };
        var command = new CliCommand(
            "ledger",
            "Show the privacy ledger of a data set: its budget, what is spent and left, and every use of its rows; "
                + "without a data set, list those that have a ledger",
            "aethergen ledger",
            "aethergen ledger seed.csv",
            "aethergen ledger --dataset visits --json"
        )
        {
            data,
            name,
        };
        command.SetAction(
            (parsed, ct) =>
            {
                bool json = parsed.GetValue(CommandLine.JsonOption);
                if (Named(parsed.GetValue(data), parsed.GetValue(name), ct) is { } known)
                {
                    Show(known, json);
                }
                else
                {
                    return Task.FromResult(List(json));
                }
                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;
    }

    /// <returns>Null if nothing is named.</returns>
    /// <exception cref="RefusedException">There is no such data set.</exception>
    private static KnownDataset? Named(string? data, string? name, CancellationToken ct)
    {
        if (data is not null && name is not null)
        {
            throw CliRefusals.GivenTwice("DATA", "--dataset");
        }
        if (data is null && name is null)
        {
            return null;
        }
        string file = data is null ? "" : PackagedData.Resolve(data);
        return DatasetSearch.Find(file, name, ct)
            ?? throw DatasetRefusals.NoLedger(Path.GetFileName(file), DatasetSearch.MostLike(file, ct));
    }

    private static void Show(KnownDataset known, bool json)
    {
        var (ledger, others, waiting) = known.ReadLedger();
        var shown = LedgerView.Of(known, ledger, others);
        if (json)
        {
            Output.Json(shown);
            return;
        }
        Console.Out.WriteLine($"Data set '{known.Name}': {string.Join(", ", shown.Files)}");
        Console.Out.WriteLine($"Ledger: {known.Ledger}");
        Console.Out.WriteLine($"Budget: {BudgetOf(shown)}");
        Console.Out.WriteLine($"Spent: {SpentOf(shown)} (ρ = {Rho(shown.RhoSpent)}){OfUnit(shown)}");
        foreach (var other in shown.NotCovered)
        {
            Console.Out.WriteLine(
                $"Not covered: ε = {Epsilon(other.Epsilon)} (ρ = {Rho(other.Rho)}), {other.Unit}, "
                    + $"{Counts.Of(other.Entries, "fit")}: it bounds nothing {shown.Unit}"
            );
        }
        if (shown is { EpsilonLeft: { } left, RhoLeft: { } rho })
        {
            Console.Out.WriteLine($"Left: ε = {Epsilon(left)} for one more fit (ρ = {Rho(rho)})");
        }
        Console.Out.WriteLine(
            $"Uses without protection: {shown.Outside}"
                + (shown.Outside > 0 ? "; nothing limits what they reveal, and ε does not count them" : "")
        );
        if (others.Count > 0)
        {
            Console.Out.WriteLine(
                "Entries that another user added, counted against the budget: "
                    + string.Join(", ", others.Select(entry => entry.Number))
            );
        }
        if (waiting is not null)
        {
            Console.Out.WriteLine(Budgets.Wait(waiting, ledger.Limit!));
        }
        Output.Grid(
            Console.Out,
            ["no.", "when (UTC)", "command or run", "purpose", "mechanism", "ρ"],
            ledger.Entries.Select(entry =>
                (string[])
                    [
                        entry.Number.ToString(CultureInfo.InvariantCulture),
                        entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                        entry.Run,
                        entry.Purpose,
                        entry.Mechanism,
                        CostOf(entry),
                    ]
            )
        );
    }

    private static int List(bool json)
    {
        var all = KnownDataset.All().Select(LedgerLineOf).ToList();
        int exit = all.Exists(line => line.Problem is not null) ? ExitCode.Refused : ExitCode.Done;
        if (json)
        {
            Output.Json(all);
            return exit;
        }
        if (all.Count == 0)
        {
            Console.Out.WriteLine("No data set has a privacy ledger yet. The first private fit of a seed makes one.");
            return exit;
        }
        Output.Grid(
            Console.Out,
            ["data set", "files", "budget", "spent", "left", "uses without protection"],
            all.Select(line =>
                line.Ledger is { } ledger
                    ? (string[])
                        [
                            line.Dataset,
                            string.Join(", ", line.Files),
                            BudgetOf(ledger),
                            SpentOf(ledger),
                            LeftOf(ledger),
                            ledger.Outside.ToString(CultureInfo.InvariantCulture),
                        ]
                    : [line.Dataset, string.Join(", ", line.Files), "cannot be read", "–", "–", "–"]
            )
        );
        foreach (var line in all.Where(line => line.Problem is not null))
        {
            Output.Note($"aethergen: {line.Dataset}: {line.Problem}");
        }
        return exit;
    }

    /// <summary>One ledger that cannot be read does not hide the others.</summary>
    private static ListedDataset LedgerLineOf(KnownDataset known)
    {
        string[] files = LedgerView.NamesOf(known);
        try
        {
            var (ledger, others, _) = known.ReadLedger();
            return new(known.Name, files, LedgerView.Of(known, ledger, others) with { Entries = null }, null);
        }
        catch (RefusedException refusal)
        {
            return new(known.Name, files, null, $"{refusal.Message} [{refusal.Code}]");
        }
    }

    private static string BudgetOf(LedgerView ledger) => ledger.Budget?.Words ?? "none: spending is not limited";

    private static string SpentOf(LedgerView ledger) =>
        $"ε = {Epsilon(ledger.EpsilonSpent)} at δ = {Small(ledger.Delta)}"
        + (ledger.DeltaSpent > 0 ? $", of which finding the domains has used up δ = {Small(ledger.DeltaSpent)}" : "");

    private static string LeftOf(LedgerView ledger) => ledger.EpsilonLeft is { } left ? $"ε = {Epsilon(left)}" : "–";

    private static string OfUnit(LedgerView ledger) => ledger.Unit is { } unit ? $", {unit}" : "";

    private static string CostOf(LedgerEntry entry)
    {
        string rho = entry.Mechanism == LedgerCharge.Outside ? "no limit" : Rho(entry.Rho);
        return entry.Within is { } reservation ? $"{rho} of no. {reservation}" : rho;
    }

    private static string Epsilon(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Rho(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Small(double value) => value.ToString("0.###e-0", CultureInfo.InvariantCulture);

    /// <param name="Ledger">Null if it cannot be read.</param>
    /// <param name="Problem">Why it cannot be read.</param>
    private sealed record ListedDataset(
        string Dataset,
        IReadOnlyList<string> Files,
        LedgerView? Ledger,
        string? Problem
    );

    /// <param name="Unit">In words.</param>
    /// <param name="Epsilon">At the ledger's δ, and more where finding domains has used that up; rounded up.</param>
    private sealed record UncountedSpending(string Unit, int Entries, double Epsilon, double Rho)
    {
        internal static UncountedSpending Of(SpentByOtherUnit spent, double delta)
        {
            double left = spent.Delta < delta ? delta - spent.Delta : delta;
            return new(
                spent.Unit.Words,
                spent.Entries,
                Math.Ceiling(Zcdp.Epsilon(spent.Rho, left) * 1e4) / 1e4,
                spent.Rho
            );
        }
    }

    /// <summary>A ledger as it is shown.</summary>
    /// <param name="Files">The names of the files of real rows that private fits have used.</param>
    /// <param name="Path">The ledger's file.</param>
    /// <param name="Budget">Null if none was set: spending is not limited.</param>
    /// <param name="Unit">The unit of protection of the entries, in words.</param>
    /// <param name="Delta">The δ at which ε is told.</param>
    /// <param name="DeltaSpent">The part of it that finding the domains has used up.</param>
    /// <param name="NotCovered">What was spent by other units than the ledger counts by now.</param>
    /// <param name="Outside">Uses that no mechanism protects.</param>
    /// <param name="OfOthers">The numbers of the entries that another user has added since this one last wrote.</param>
    /// <param name="Entries">Oldest first; null in a list of ledgers.</param>
    private sealed record LedgerView(
        string Dataset,
        IReadOnlyList<string> Files,
        string Path,
        PrivacyLimit? Budget,
        string? Unit,
        double Delta,
        double DeltaSpent,
        double EpsilonSpent,
        double? EpsilonLeft,
        double RhoSpent,
        double? RhoLeft,
        IReadOnlyList<UncountedSpending> NotCovered,
        int Outside,
        IReadOnlyList<int> OfOthers,
        IReadOnlyList<LedgerEntry>? Entries
    )
    {
        internal static LedgerView Of(KnownDataset known, PrivacyLedger ledger, IReadOnlyList<LedgerEntry> others)
        {
            var figures = LedgerFigures.Of(ledger);
            return new(
                known.Name,
                NamesOf(known),
                known.Ledger,
                ledger.Limit,
                ledger.Unit?.Words,
                figures.Delta,
                figures.DeltaSpent,
                figures.EpsilonSpent,
                figures.EpsilonLeft,
                figures.RhoSpent,
                figures.RhoLeft,
                [.. ledger.NotCovered.Select(other => UncountedSpending.Of(other, figures.Delta))],
                ledger.Outside,
                [.. others.Select(entry => entry.Number)],
                ledger.Entries
            );
        }

        internal static string[] NamesOf(KnownDataset known) =>
            [.. known.Files.Select(file => System.IO.Path.GetFileName(file.Path)).Distinct(StringComparer.Ordinal)];
    }
}
