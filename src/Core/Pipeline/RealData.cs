using AethergenAI.Evaluation;
using AethergenAI.Generation;
using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Seeding;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Pipeline;

/// <summary>The real tables of one data set, in memory, and how they are split for each trial.</summary>
/// <param name="target">The column that utility is measured on; null: the schema's target.</param>
internal sealed class RealData(Schema schema, string? target, double share, Table seed, Table? holdout)
{
    private const int MaxSplits = 4;

    private readonly Lock gate = new();
    private readonly List<(ulong Seed, TrialRows Rows)> splits = [];

    internal Schema Schema => schema;

    internal string? Target => target;

    /// <summary>All data sets of a run, the recipe's own first.</summary>
    internal static async Task<(IReadOnlyList<RealData> Data, SeedRecord Record)> OpenAsync(
        Recipe recipe,
        RunInputs inputs,
        IReadOnlyList<Trial> plan,
        CancellationToken ct
    )
    {
        var (first, record) = await OpenAsync(recipe, inputs, recipe.Data.Target, plan, ct);
        var (data, blocks) = (new List<RealData> { first }, new List<SeedRecord>());
        foreach (var (block, files) in (recipe.Data.Blocks ?? []).Zip(inputs.Blocks))
        {
            var (rows, other) = await OpenAsync(recipe, files, block.Target, plan, ct);
            data.Add(rows);
            blocks.Add(other);
        }

        return (data, blocks.Count == 0 ? record : record with { Blocks = blocks });
    }

    /// <summary>The data without the seed record, for a process that joins a run of another process.</summary>
    internal static async Task<IReadOnlyList<RealData>> JoinAsync(Recipe recipe, RunInputs inputs, CancellationToken ct)
    {
        var data = new List<RealData> { (await ReadAsync(recipe, inputs, recipe.Data.Target, ct)).Rows };
        foreach (var (block, files) in (recipe.Data.Blocks ?? []).Zip(inputs.Blocks))
        {
            data.Add((await ReadAsync(recipe, files, block.Target, ct)).Rows);
        }
        return data;
    }

    private static async Task<(RealData Rows, SeedRecord Record)> OpenAsync(
        Recipe recipe,
        RunInputs inputs,
        string? target,
        IReadOnlyList<Trial> plan,
        CancellationToken ct
    )
    {
        var (rows, seed, holdout) = await CheckedAsync(recipe, inputs, target, ct);
        var splits = new List<SplitRecord>();
        foreach (ulong drawn in plan.Select(trial => trial.Settings.Seed).Distinct())
        {
            ct.ThrowIfCancellationRequested();
            var split = rows.Split(drawn, ct);
            splits.Add(
                new SplitRecord(drawn, split.Train.RowCount, split.TrainHash, split.Holdout.RowCount, split.HoldoutHash)
            );
        }

        var record = new SeedRecord(
            inputs.Seed.Name,
            await HashAsync(inputs.Seed, ct),
            seed.RowCount,
            inputs.Holdout is { } other
                ? new HoldoutRecord(other.Name, await HashAsync(other, ct), holdout!.RowCount)
                : null,
            holdout is null ? recipe.Data.HoldoutShare : null,
            splits
        )
        {
            Version = SeedRecord.CoinVersion,
        };
        return (rows, record);
    }

    /// <summary>Checks all data sets as a run would before its first fit.</summary>
    /// <exception cref="RefusedException">A data set cannot be used; the message says why.</exception>
    /// <returns>The number of rows of the recipe's own seed.</returns>
    internal static async Task<int> CheckAsync(Recipe recipe, RunInputs inputs, CancellationToken ct)
    {
        var (_, seed, _) = await CheckedAsync(recipe, inputs, recipe.Data.Target, ct);
        foreach (var (block, files) in (recipe.Data.Blocks ?? []).Zip(inputs.Blocks))
        {
            await CheckedAsync(recipe, files, block.Target, ct);
        }
        return seed.RowCount;
    }

    /// <summary>What can be checked without the rows.</summary>
    /// <exception cref="RefusedException">A target is no column, or cannot be one.</exception>
    internal static void RequireTargets(Recipe recipe, RunInputs inputs)
    {
        RequireTarget(inputs, recipe.Data.Target);
        foreach (var (block, files) in (recipe.Data.Blocks ?? []).Zip(inputs.Blocks))
        {
            RequireTarget(files, block.Target);
        }
    }

    private static void RequireTarget(RunInputs inputs, string? target)
    {
        if (target is not null)
        {
            EvaluationRefusals.RequireTarget(inputs.Schema, target);
        }
    }

    // Checked before a fit spends time and privacy.
    private static async Task<(RealData Rows, Table Seed, Table? Holdout)> CheckedAsync(
        Recipe recipe,
        RunInputs inputs,
        string? target,
        CancellationToken ct
    )
    {
        RequireTarget(inputs, target);
        var read = await ReadAsync(recipe, inputs, target, ct);
        RealDataCheck.Require(inputs.Schema, read.Seed, read.Holdout, recipe.Data.HoldoutShare);
        return read;
    }

    private static async Task<(RealData Rows, Table Seed, Table? Holdout)> ReadAsync(
        Recipe recipe,
        RunInputs inputs,
        string? target,
        CancellationToken ct
    )
    {
        var seed = await inputs.Seed.ReadAsync(inputs.Schema, ct);
        var holdout = inputs.Holdout is { } file ? await file.ReadAsync(inputs.Schema, ct) : null;
        return (new RealData(inputs.Schema, target, recipe.Data.HoldoutShare, seed, holdout), seed, holdout);
    }

    /// <exception cref="RefusedException">The trial needs more seed rows than there are.</exception>
    internal TrialRows For(Trial trial, CancellationToken ct)
    {
        var split = Split(trial.Settings.Seed, ct);
        if (trial.Settings.SeedRows is not { } wanted || Chosen(split.Train, wanted, trial.Settings) is not { } train)
        {
            return split;
        }
        return split with { Train = train, TrainHash = TableHash.Of(train, schema, ct) };
    }

    /// <summary>
    /// The rows that a trial's generator may see: exactly as many as wanted, or for a private fit each row with the
    /// same probability, because an exact number would let one row decide on another.
    /// </summary>
    /// <returns>Null: all of them.</returns>
    private Table? Chosen(Table train, int wanted, TrialSettings settings)
    {
        if (TrialKeys.Terms(settings) is null)
        {
            return wanted <= train.RowCount
                ? SeedSplit.Lowest(train, schema, wanted, settings.Seed, RowDraw.SeedRows)
                : throw RunRefusals.TooFewSeedRows(wanted, train.RowCount);
        }
        double most = (schema.Privacy?.MaxRows ?? 0) * (holdout is null ? 1 - share : 1);
        return wanted < most
            ? Enough(SeedSplit.Draw(train, schema, wanted / most, settings.Seed, RowDraw.SeedRows), settings.Seed)
            : null;
    }

    private static Table Enough(Table train, ulong seed) =>
        train.RowCount >= FitRequest.MinRows ? train : throw SeedRefusals.UnevenSplit(seed, FitRequest.MinRows);

    /// <summary>Caches the latest splits, because trials come repeat by repeat and need the same ones.</summary>
    private TrialRows Split(ulong drawn, CancellationToken ct)
    {
        lock (gate)
        {
            if (splits.Find(kept => kept.Seed == drawn) is { Rows: { } found })
            {
                return found;
            }

            var (train, held) = holdout is null ? Halves(drawn) : (seed, holdout);
            var rows = new TrialRows(train, TableHash.Of(train, schema, ct), held, TableHash.Of(held, schema, ct));
            if (splits.Count == MaxSplits)
            {
                splits.RemoveAt(0);
            }
            splits.Add((drawn, rows));
            return rows;
        }
    }

    private (Table Train, Table Holdout) Halves(ulong drawn)
    {
        var (train, held) = SeedSplit.Split(seed, schema, share, drawn);
        return held.RowCount > 0
            ? (Enough(train, drawn), held)
            : throw SeedRefusals.UnevenSplit(drawn, FitRequest.MinRows);
    }

    private static async Task<string> HashAsync(InputFile file, CancellationToken ct)
    {
        if (file.Sha256 is { } known)
        {
            return known;
        }
        await using var stream = await file.OpenAsync(ct);
        return await Sha256.HexAsync(stream, ct);
    }
}
