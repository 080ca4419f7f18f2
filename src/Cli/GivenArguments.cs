using System.CommandLine;
using System.Globalization;
using AethergenAI.Formats;
using AethergenAI.Generation;
using AethergenAI.Generation.Conditioning;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Tables;

namespace AethergenAI.Cli;

/// <summary>
/// The options of <c>sample</c> that fix parts of the rows: a file of partial rows, conditions, or shares.
/// </summary>
internal sealed class GivenArguments
{
    private readonly Option<string?> given = new("--given")
    {
        Description =
            "Complete the rows of this file, which may hold only some of the columns: "
            + "empty cells are drawn, all others stay as they are",
        HelpName = "PARTIAL.csv",
    };
    private readonly Option<string[]> keep = new("--keep")
    {
        Description = "Use only this column of the --given file and draw the others; may be repeated",
        HelpName = "COL",
    };
    private readonly Option<int> imputations = new("--imputations")
    {
        Description = "Complete each given row M times; the added first column 'imputation' counts from 1 to M",
        HelpName = "M",
    };
    private readonly Option<string[]> where = new("--where")
    {
        Description = "Draw only rows with this value; may be repeated for other columns",
        HelpName = "COL=VALUE",
    };
    private readonly Option<string[]> share = new("--share")
    {
        Description = "Give exactly this share of the rows this value; may be repeated for other values of the column",
        HelpName = "COL:VALUE=0.5",
    };
    private readonly CsvArguments csv;

    internal GivenArguments(Command command)
    {
        imputations.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int number)
                && number < 1
            )
            {
                result.AddError("--imputations takes a whole number from 1.");
            }
        });
        foreach (Option option in (Option[])[given, keep, imputations, where, share])
        {
            command.Add(option);
        }
        csv = new CsvArguments(command);
    }

    /// <summary>The message about options that contradict each other; null if none do.</summary>
    /// <param name="rows">Whether <c>--rows</c> was given.</param>
    internal string? Misuse(ParseResult parsed, bool rows)
    {
        bool file = parsed.GetValue(given) is not null,
            shares = parsed.GetValue(share) is { Length: > 0 };
        return (file, rows) switch
        {
            (false, false) => "--rows is missing: give the number of rows, or a file to complete with --given.",
            (true, true) =>
                "--rows and --given exclude each other: each given row is completed once, or --imputations times.",
            (true, _) when shares => "--share and --given exclude each other: shares need --rows.",
            (false, _) when parsed.GetResult(imputations) is not null => "--imputations needs --given.",
            (false, _) when parsed.GetValue(keep) is { Length: > 0 } => "--keep needs --given.",
            _ => parsed.GetValue(share)?.FirstOrDefault(words => Part(words) is null) is { } bad
                ? $"--share takes COL:VALUE=SHARE with a share such as 0.5, not '{bad}'."
                : null,
        };
    }

    /// <param name="Columns">The columns with given values.</param>
    /// <param name="Rows">The number of partial rows to complete; null if one condition applies to every row.</param>
    /// <param name="Imputations">The completions of each row; null without <c>--imputations</c>.</param>
    internal sealed record Known(IReadOnlyList<string> Columns, int? Rows, int? Imputations);

    /// <summary>The sampling request with the given values.</summary>
    /// <param name="sampler">Runs the model's graph.</param>
    /// <param name="samplers">Opens the samplers for each set of given columns.</param>
    internal (SampleRequest Request, Known? Known) Request(
        ParseResult parsed,
        Model model,
        ITokenSampler sampler,
        ConditionedSamplers samplers,
        long rows,
        ulong seed,
        CancellationToken ct
    )
    {
        var schema = model.Manifest.Schema;
        var conditions = (parsed.GetValue(where) ?? []).Select(words => Conditions.Split(words, '=', schema)).ToList();
        Table? row = conditions.Count > 0 ? Conditions.Row(model.Manifest, conditions) : null;
        if (parsed.GetValue(given) is { } file)
        {
            var cells = Partial(parsed, PackagedData.Resolve(file), Conditions.Readable(schema), ct);
            if (row?.Columns.FirstOrDefault(column => cells.Has(column.Name)) is { } twice)
            {
                throw ConditionRefusals.ConditionTwice(twice.Name);
            }
            if (row is not null)
            {
                GivenUnique.RequireOfConditions(schema, row.Columns.Select(column => column.Name), cells.RowCount);
            }
            GivenUnique.RequireOfRows(schema, cells);
            cells = new Table([.. cells.Columns, .. row?.Take(new int[cells.RowCount]).Columns ?? []]);
            int? counted = parsed.GetResult(imputations) is null ? null : parsed.GetValue(imputations);
            var request = new SampleRequest(
                (long)cells.RowCount * (counted ?? 1),
                seed,
                Given: samplers.Complete(cells) with
                {
                    LeaveUnmet = true,
                }
            );
            return (request, new Known([.. cells.Columns.Select(column => column.Name)], cells.RowCount, counted));
        }

        if (row is not null)
        {
            GivenUnique.RequireOfConditions(schema, row.Columns.Select(column => column.Name), rows);
        }
        var plain = row is null ? null : samplers.Complete(row);
        if (parsed.GetValue(share) is { Length: > 0 } shares)
        {
            var (column, parts) = Shares(shares, schema);
            GivenUnique.RequireOfConditions(schema, [column], rows);
            plain = samplers.Complete(Rebalancing.Cells(model, sampler, column, parts, plain, rows, seed, ct));
        }

        var known = plain is null
            ? null
            : new Known([.. plain.Cells.Columns.Select(column => column.Name)], null, null);
        return (new SampleRequest(rows, seed, Given: plain), known);
    }

    private Table Partial(ParseResult parsed, string file, Schema schema, CancellationToken ct)
    {
        string[] kept = parsed.GetValue(keep) ?? [];
        if (kept.Length == 0)
        {
            return TableFile.ReadPartial(file, schema, csv.Of(parsed, schema), ct);
        }
        var columns = kept.Distinct(StringComparer.Ordinal)
            .Select(name =>
                schema.Columns.FirstOrDefault(column => column.Name == name)
                ?? throw ConditionRefusals.ConditionColumn(
                    name,
                    Spelling.Nearest(name, schema.Columns.Select(column => column.Name))
                )
            );
        return TableFile.Read(
            file,
            schema with
            {
                Columns = [.. columns],
                Constraints = [],
            },
            csv.Of(parsed, schema),
            ct
        );
    }

    private static (string Column, List<Share> Shares) Shares(string[] all, Schema schema)
    {
        var split = all.Select(words =>
                (Split: Conditions.Split(words[..words.LastIndexOf('=')], ':', schema), Part: Part(words)!.Value)
            )
            .ToList();
        if (split.Select(share => share.Split.Column).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            throw CliRefusals.SharesOfTwo();
        }
        return (split[0].Split.Column, [.. split.Select(share => new Share(share.Split.Value, share.Part))]);
    }

    private static double? Part(string words)
    {
        int equals = words.LastIndexOf('=');
        return
            equals > 0
            && words.LastIndexOf(':', equals) > 0
            && double.TryParse(
                words.AsSpan(equals + 1),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out double part
            )
            ? part
            : null;
    }
}
