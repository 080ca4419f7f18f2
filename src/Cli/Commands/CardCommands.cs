using System.CommandLine;
using System.Globalization;
using AethergenAI.Cards;
using AethergenAI.Evidence;
using AethergenAI.Recipes;

namespace AethergenAI.Cli.Commands;

internal static class CardCommands
{
    internal static Command Create() =>
        new("card", "Show, verify and compare ablation cards") { Show(), Verify(), Diff() };

    private static CliCommand Show()
    {
        var place = new Argument<string>("OUT/") { Description = "The folder of a finished run, or its card.json" };
        var command = new CliCommand(
            "show",
            "Show the ablation card of a run: the answer, the cells, the trials and the limitations",
            "aethergen card show out/"
        )
        {
            place,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                string at = parsed.GetRequiredValue(place);
                var card = await ReadAsync(at, ct);
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(card);
                }
                else
                {
                    Console.Out.Write(CardMarkdown.Render(card, await SignatureAsync(at, ct)));
                }
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static CliCommand Verify()
    {
        var folder = new Argument<string>("OUT/") { Description = "The folder of a finished run" };
        var key = new Option<string?>("--key")
        {
            Description = "The signer's public key or its fingerprint; without it, only later changes can be found",
            HelpName = "KEY.pem|FINGERPRINT",
        };
        var command = new CliCommand(
            "verify",
            "Check that a card and the files it was made from are unchanged since signing, and say what verdict it "
                + "has. The exit code is about the files alone: 0 if they are unchanged, whatever the verdict, and 1 "
                + "if not",
            "aethergen card verify out/"
        )
        {
            folder,
            key,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                string at = parsed.GetRequiredValue(folder);
                if (!File.Exists(Path.Combine(at, CardFiles.Json)))
                {
                    throw CliRefusals.NoCard(at);
                }
                var artefacts = new FolderArtefacts(at);
                string? named = parsed.GetValue(key);
                bool isFile = named is not null && File.Exists(named);
                string? expected = isFile || named is null ? null : Fingerprint.Parse(named);
                if (named is not null && !isFile && expected is null)
                {
                    throw CliRefusals.NotAKey(named);
                }

                using var brought = isFile ? SigningKey.PublicFromPem(await File.ReadAllTextAsync(named!, ct)) : null;
                var verdict = await CardSeal.VerifyAsync(artefacts, brought, ct);
                if (expected is not null)
                {
                    verdict = verdict.ExpectedOf(expected);
                }
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(verdict);
                }
                else
                {
                    VerdictText.Print(verdict, "the signed card");
                }

                return verdict.Intact ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }

    private static CliCommand Diff()
    {
        var (left, right) = (
            new Argument<string>("A") { Description = "The folder of a finished run, or its card.json" },
            new Argument<string>("B") { Description = "The folder or card.json of another run" }
        );
        var command = new CliCommand(
            "diff",
            "Compare two cards: what differs in the recipe, and what differs in the result",
            "aethergen card diff out-a/ out-b/"
        )
        {
            left,
            right,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                string a = parsed.GetRequiredValue(left),
                    b = parsed.GetRequiredValue(right);
                var comparison = CardComparison.Of(
                    await ReadAsync(a, ct),
                    await ReadAsync(b, ct),
                    await RecipesAsync(a, b, ct)
                );
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(comparison);
                }
                else
                {
                    Print(comparison);
                }
                return ExitCode.Done;
            }
        );
        return command;
    }

    /// <returns>Who signed the card, in words; null: nobody.</returns>
    private static async Task<string?> SignatureAsync(string place, CancellationToken ct)
    {
        string folder = Directory.Exists(place) ? place : Path.GetDirectoryName(Path.GetFullPath(place))!;
        if (!File.Exists(Path.Combine(folder, CardSeal.FileName)))
        {
            return null;
        }
        var verdict = await CardSeal.VerifyAsync(new FolderArtefacts(folder), null, ct);
        return verdict.Intact
            ? $"signed by {verdict.Signer}"
            : "does not hold: the card or a file it was made from has changed since it was signed";
    }

    private static Task<AblationCard> ReadAsync(string place, CancellationToken ct)
    {
        string file = Directory.Exists(place) ? Path.Combine(place, CardFiles.Json) : place;
        return File.Exists(file)
            ? JsonInput.ReadAsync<AblationCard>(file, "card", ct)
            : throw CliRefusals.NoCard(place);
    }

    private static async Task<(Recipe Before, Recipe After)?> RecipesAsync(string a, string b, CancellationToken ct) =>
        Directory.Exists(a) && Directory.Exists(b)
            ? ((await RecipeFiles.ResumeAsync(a, ct)).Recipe, (await RecipeFiles.ResumeAsync(b, ct)).Recipe)
            : null;

    private static void Print(CardComparison comparison)
    {
        Console.Out.WriteLine($"A: {comparison.Answers.Before}");
        Console.Out.WriteLine($"B: {comparison.Answers.After}");
        if (comparison.Recipe is { Count: > 0 } changes)
        {
            RecipeDifferences.Print(changes);
        }
        foreach (var origin in comparison.Origin)
        {
            Console.Out.WriteLine($"{origin.Name} differs: {origin.Before} | {origin.After}");
        }
        Output.Grid(
            Console.Out,
            ["cell", "measure", "A", "B", "change", "95 %"],
            comparison.Cells.Select(cell =>
                (string[])
                    [
                        cell.CellBefore == cell.CellAfter ? $"{cell.CellAfter}" : $"{cell.CellBefore}→{cell.CellAfter}",
                        cell.Measure,
                        Output.Figure(cell.Before),
                        Output.Figure(cell.After),
                        cell.Identical ? "identical" : Output.Figure(cell.Change),
                        Between(cell),
                    ]
            )
        );
        foreach (string only in comparison.OnlyBefore)
        {
            Console.Out.WriteLine($"Only in A: {only}");
        }
        foreach (string only in comparison.OnlyAfter)
        {
            Console.Out.WriteLine($"Only in B: {only}");
        }
    }

    private static string Between(CellChange cell) =>
        cell.Interval is { } interval
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"[{Output.Figure(interval.Low)}, {Output.Figure(interval.High)}]"
            )
            : "no interval";
}
