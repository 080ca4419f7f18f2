using AethergenAI.Seeding;

namespace AethergenAI.Cli.Datasets;

/// <summary>
/// Finds the data set that a file of real rows counts to: the one that the user names, else the one with the same
/// bytes, else the one with the same path. Rows that another data set has too need the user's word.
/// </summary>
internal static class DatasetSearch
{
    /// <summary>Finds the data set of a file whose use is only recorded.</summary>
    /// <returns>Null if no data set is known by this name or file.</returns>
    /// <exception cref="RefusedException">A name is given that no data set has.</exception>
    internal static KnownDataset? Find(string path, string? name, CancellationToken ct)
    {
        var all = KnownDataset.All();
        if (name is not null)
        {
            return Named(all, name) ?? throw DatasetRefusals.Unknown(name, all.Select(known => known.Name));
        }
        if (all.Count == 0)
        {
            return null;
        }
        var seed = new FingerprintedFile(path, ct);
        return all.FirstOrDefault(known => known.Has(seed.Content))
            ?? all.FirstOrDefault(known => known.HasPath(seed.RealName));
    }

    /// <summary>
    /// The data set that shares the most rows with a file that belongs to none; null if none shares a quarter.
    /// </summary>
    internal static (KnownDataset Dataset, double Share)? MostLike(string path, CancellationToken ct) =>
        Similar(new FingerprintedFile(path, ct), KnownDataset.All()) is [var most, ..] ? most : null;

    /// <summary>Finds the place of a file's data set for a fit that spends its budget.</summary>
    /// <exception cref="RefusedException">The file's rows are those of another data set, or the ledger is.</exception>
    private static DatasetPlace For(FingerprintedFile seed, DatasetChoice choice)
    {
        var all = KnownDataset.All();
        if (choice.Name is { } name)
        {
            RequireName(name);
        }
        var named = choice.Name is null ? null : Named(all, choice.Name);
        var same = all.FirstOrDefault(known => known.Has(seed.Content));
        if (choice.New)
        {
            if (named is not null && named != same)
            {
                throw DatasetRefusals.Exists(named.Name);
            }
            return same switch
            {
                null => Added(seed, choice, all),
                // The same command again, which goes on where it stopped.
                { DeclaredNew: true, Files: [_] } when choice.Name is null || named == same => Place(same, choice, []),
                _ => throw DatasetRefusals.SameFile(seed.Name, same.Name),
            };
        }
        if (choice.Name is not null && same is not null && named != same)
        {
            throw DatasetRefusals.BelongsTo(seed.Name, same.Name, named?.Name ?? choice.Name);
        }

        var ofPath = choice.Name is null ? all.FirstOrDefault(known => known.HasPath(seed.RealName)) : null;
        var target = named ?? same ?? ofPath;
        if (target?.Has(seed.Content) == true)
        {
            return Place(target, choice, []);
        }
        double shared = target?.Shared(seed) ?? 0;
        if (
            shared < RowSketch.SameRows
            && Similar(seed, all.Where(known => known != target)) is [var (other, share), ..]
        )
        {
            throw DatasetRefusals.SharesRows(seed.Name, other.Name, RowSketch.Words(share));
        }
        return target is null
            ? Added(seed, choice, all)
            : Place(
                target,
                choice,
                [$"{seed.Name} counts to this data set from now on; it shares {RowSketch.Words(shared)} of the rows"]
            );
    }

    /// <summary>
    /// Finds the place of the first file's data set, which the other files of the same recipe join.
    /// </summary>
    /// <exception cref="RefusedException">A file or the ledger is that of another data set.</exception>
    internal static DatasetPlace For(IReadOnlyList<FingerprintedFile> seeds, DatasetChoice choice)
    {
        var place = For(seeds[0], choice);
        var others = KnownDataset.All().Where(known => known.Name != place.Name).ToList();
        var joining = seeds
            .Skip(1)
            .Where(seed => seed.Content != seeds[0].Content && place.Known?.Has(seed.Content) != true)
            .ToList();
        foreach (var seed in joining)
        {
            if (others.Find(known => known.Has(seed.Content)) is { } owner)
            {
                throw DatasetRefusals.BelongsTo(seed.Name, owner.Name, place.Name);
            }
            if (Similar(seed, others) is [var (other, share), ..])
            {
                throw DatasetRefusals.SharesRows(seed.Name, other.Name, RowSketch.Words(share));
            }
        }

        return place with
        {
            Declarations =
            [
                .. place.Declarations,
                .. joining.Select(seed => $"{seed.Name}, of the same recipe, counts to this data set from now on"),
            ],
        };
    }

    private static DatasetPlace Place(KnownDataset known, DatasetChoice choice, IReadOnlyList<string> declarations)
    {
        if (choice.Ledger is { } given && RealPath.Of(given) != known.Ledger)
        {
            throw DatasetRefusals.TwoLedgers(known.Name, known.Ledger, given);
        }
        return File.Exists(known.Ledger)
            ? new(known.Name, known, known.Ledger, declarations, [])
            : throw DatasetRefusals.LedgerMissing(known.Name, known.Ledger, KnownDataset.FolderOf(known.Name));
    }

    private static DatasetPlace Added(FingerprintedFile seed, DatasetChoice choice, IReadOnlyList<KnownDataset> all)
    {
        string name = choice.Name ?? FreeName(seed.Name, all);
        string ledger = RealPath.Of(choice.Ledger ?? Path.Combine(KnownDataset.FolderOf(name), LedgerFile.Name));
        if (all.FirstOrDefault(known => known.Ledger == ledger) is { } owner)
        {
            throw DatasetRefusals.LedgerOfAnother(ledger, owner.Name, seed.Name);
        }
        var similar = Similar(seed, all);
        return new(
            name,
            null,
            ledger,
            [
                .. similar.Select(other =>
                    $"{seed.Name} counts as a data set of its own, although it shares {RowSketch.Words(other.Share)} "
                    + $"of the rows with data set '{other.Dataset.Name}'"
                ),
            ],
            [
                .. similar.Select(other =>
                    (
                        other.Dataset,
                        $"{seed.Name}, which shares {RowSketch.Words(other.Share)} of the rows, "
                            + $"counts as a data set of its own: '{name}'"
                    )
                ),
            ]
        );
    }

    /// <summary>Data sets with rows of the file, the largest share first.</summary>
    private static IReadOnlyList<(KnownDataset Dataset, double Share)> Similar(
        FingerprintedFile seed,
        IEnumerable<KnownDataset> all
    ) =>
        [
            .. all.Select(known => (known, share: known.Shared(seed)))
                .Where(pair => pair.share >= RowSketch.SameRows)
                .OrderByDescending(pair => pair.share),
        ];

    private static KnownDataset? Named(IEnumerable<KnownDataset> all, string name) =>
        all.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string FreeName(string file, IReadOnlyList<KnownDataset> all)
    {
        string name = Path.GetFileName(RunsFolder.Of(Path.GetFileNameWithoutExtension(file)));
        return Enumerable
            .Range(1, int.MaxValue)
            .Select(number => number == 1 ? name : $"{name}-{number}")
            .First(free => Named(all, free) is null);
    }

    private static void RequireName(string name)
    {
        if (name.Length > 64 || RunsFolder.Of(name) != Path.Combine("runs", name))
        {
            throw DatasetRefusals.NotAName(name);
        }
    }
}
