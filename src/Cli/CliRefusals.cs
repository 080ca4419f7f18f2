namespace AethergenAI.Cli;

internal static class CliRefusals
{
    internal static RefusedException DiskFull(string what) =>
        new(
            RefusalKind.Conflict,
            "cli.disk-full",
            $"The disk is full: {what} Free space there or choose another place with -o; nothing was left half-written."
        );

    internal static RefusedException NoAccess(string reason) =>
        new(
            RefusalKind.Forbidden,
            "cli.no-access",
            $"{reason} Choose another place, or ask for the right to use this one."
        );

    /// <param name="path">As it was given.</param>
    internal static RefusedException FileMissing(string path, bool isFolder = false) =>
        new(
            RefusalKind.NotFound,
            "cli.file-missing",
            isFolder
                ? $"'{path}' is a folder. Give a file in it."
                : $"There is no file '{path}'. Check the path; relative paths start at the current folder."
        );

    internal static RefusedException UnknownFormat(string path) =>
        new(
            RefusalKind.Invalid,
            "cli.unknown-format",
            $"The ending of '{path}' names no format that can be written. Give a .csv or .parquet file, "
                + "or - for CSV to stdout."
        );

    internal static RefusedException NotAKey(string text) =>
        new(
            RefusalKind.Invalid,
            "cli.not-a-key",
            $"'{text}' is neither a fingerprint nor a file. "
                + "A fingerprint is 64 hex characters, as pack prints it; else give the path of a PEM file."
        );

    internal static RefusedException NotWritable(string reason) =>
        new(
            RefusalKind.Invalid,
            "cli.not-writable",
            $"{reason} Choose another place with -o; nothing was left half-written."
        );

    internal static RefusedException NoSample(string name, IEnumerable<string> known) =>
        new(
            RefusalKind.NotFound,
            "cli.unknown-sample",
            $"No packaged data is called '{name}'. There are: "
                + $"{string.Join(", ", known.Select(known => $"sample:{known}"))}."
        );

    internal static RefusedException NotADocument(string path, string kind, string place) =>
        new(
            RefusalKind.Invalid,
            "cli.not-a-document",
            $"'{path}' is not a {kind}: {place}. Write it again, or give the right file."
        );

    internal static RefusedException NotAModel(string path, string reason) =>
        new(
            RefusalKind.Invalid,
            "cli.not-a-model",
            $"'{path}' is not a model folder: {reason}. Give the folder that `aethergen fit -o` wrote."
        );

    internal static RefusedException NotOurFolder(string path) =>
        new(
            RefusalKind.Conflict,
            "cli.foreign-folder",
            $"'{path}' holds files that are not a model. Choose another folder with -o, or empty this one."
        );

    internal static RefusedException OtherRecipe(string path) =>
        new(
            RefusalKind.Conflict,
            "cli.other-recipe",
            $"'{path}' holds a run of another recipe. Choose another folder with -o, or move this one away."
        );

    internal static RefusedException NotEmpty(string path) =>
        new(
            RefusalKind.Conflict,
            "cli.not-a-run",
            $"'{path}' is not empty and holds no run. Choose another folder with -o, or empty this one."
        );

    internal static RefusedException NothingBegun(string path) =>
        new(
            RefusalKind.NotFound,
            "cli.nothing-begun",
            $"'{path}' holds no run that was begun (there is no recipe.json). "
                + "Give the folder that `aethergen run -o` wrote, or run the recipe."
        );

    internal static RefusedException NoCard(string path) =>
        new(
            RefusalKind.NotFound,
            "cli.no-card",
            $"'{path}' holds no ablation card (there is no card.json). Give the folder of a finished run; "
                + "resuming a run made before cards were writes one."
        );

    internal static RefusedException NotARun(string path) =>
        new(
            RefusalKind.NotFound,
            "cli.run-missing",
            $"'{path}' holds no finished run (there is no summary.json). "
                + "Give the folder that `aethergen run -o` wrote; "
                + "the same run command goes on where it stopped."
        );

    internal static RefusedException SharesOfTwo() =>
        new(
            RefusalKind.Invalid,
            "cli.shares-of-two",
            "Shares were asked for in more than one column. Give shares of one column; "
                + "hold others with --where, or draw in turns."
        );

    internal static RefusedException ImputationColumn() =>
        new(
            RefusalKind.Invalid,
            "cli.imputation-column",
            "The schema has a column 'imputation' itself, so completions cannot be counted in one of that "
                + "name. Leave --imputations away and draw with other seeds."
        );

    internal static RefusedException NotALedger(string path) =>
        new(
            RefusalKind.Invalid,
            "cli.not-a-ledger",
            $"'{path}' is not a privacy ledger of this version. Name another file with --ledger; "
                + "do not delete one that was spent from: what was learnt stays learnt."
        );

    internal static RefusedException NotABudget(string text) =>
        new(
            RefusalKind.Invalid,
            "cli.not-a-budget",
            $"'{text}' is no budget. Give ε, or ε and δ: --budget 3, or --budget 3@1e-9."
        );

    internal static RefusedException NothingToAudit(string name, IEnumerable<string> known) =>
        new(
            RefusalKind.Invalid,
            "cli.nothing-to-audit",
            $"'{name}' claims no differential privacy, so there is nothing to refute. There are: "
                + $"{string.Join(", ", known)}."
        );

    internal static RefusedException NothingToLimit(string generator) =>
        new(
            RefusalKind.Invalid,
            "cli.nothing-to-limit",
            $"'{generator}' has no ε here, so nothing would hold it to a budget. "
                + "Leave --ledger and --budget away, set its option 'epsilon' where it has one, "
                + "or choose a generator with differential privacy."
        );
}
