namespace AethergenAI.Cli;

internal static class CliRefusals
{
    internal static RefusedException DiskFull(string what) =>
        new(
            RefusalKind.Conflict,
            "cli.disk-full",
            $"The disk is full: {what} Free some space or choose another place with -o; no incomplete file was left."
        );

    internal static RefusedException GivenTwice(string one, string other) =>
        new(RefusalKind.Invalid, "cli.given-twice", $"{one} and {other} say the same thing. Give only one of them.");

    internal static RefusedException DroppedAndRedacted(string column) =>
        new(
            RefusalKind.Invalid,
            "cli.given-twice",
            $"--drop and --redact both name '{column}'. A column is dropped or redacted: leave it out of one of them."
        );

    internal static RefusedException EmptyColumn(string option) =>
        new(
            RefusalKind.Invalid,
            "schema.unknown-column",
            $"{option} has an empty name. Write the names of columns with commas between them, such as "
                + $"{option} name,remarks."
        );

    internal static RefusedException TargetUnread(string generator) =>
        new(
            RefusalKind.Invalid,
            "cli.target-unread",
            $"Only auto reads --target: {generator} learns all columns alike. Leave it out, or use --generator auto."
        );

    internal static RefusedException NoRows() =>
        new(
            RefusalKind.Invalid,
            "cli.no-rows",
            "No file of rows was named. Name a CSV or Parquet file, or packaged data such as sample:birdstrikes.csv."
        );

    internal static RefusedException NoAccess(string reason) =>
        new(
            RefusalKind.Forbidden,
            "cli.no-access",
            $"{reason} Choose another place, or ask for permission to use this one."
        );

    /// <param name="path">The path as the user gave it.</param>
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
            $"'{path}' has no file extension of a format that can be written. Give a .csv or .parquet file, "
                + "or - for CSV to stdout."
        );

    internal static RefusedException NamesByCase(string one, string other) =>
        new(
            RefusalKind.Invalid,
            "cli.names-by-case",
            $"Columns '{one}' and '{other}' differ by case only, which Parquet cannot tell apart. "
                + "Rename one of them and fit again, or write CSV."
        );

    internal static RefusedException NotAKey(string text) =>
        new(
            RefusalKind.Invalid,
            "cli.not-a-key",
            $"'{text}' is neither a fingerprint nor a file. "
                + "Give a fingerprint (the 64 hex digits that pack prints, colons and blanks allowed) "
                + "or the path of a PEM file."
        );

    internal static RefusedException NotWritable(string reason) =>
        new(
            RefusalKind.Invalid,
            "cli.not-writable",
            $"{reason} Choose another place with -o; no incomplete file was left."
        );

    internal static RefusedException OutputIsInput(string file) =>
        new(
            RefusalKind.Invalid,
            "cli.output-is-input",
            $"'{file}' after -o is a file that the command reads: it would be replaced. Choose another place with -o."
        );

    internal static RefusedException NoSample(string name, IEnumerable<string> known) =>
        new(
            RefusalKind.NotFound,
            "cli.unknown-sample",
            $"There is no packaged data with the name '{name}'. Choose one of: "
                + $"{string.Join(", ", known.Select(known => $"sample:{known}"))}."
        );

    internal static RefusedException NotADocument(string path, string kind, string place) =>
        new(
            RefusalKind.Invalid,
            "cli.not-a-document",
            $"'{path}' is not a {kind}: {place}. Correct the file, or give another one."
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
            $"'{path}' holds a run of a different recipe. Choose another folder with -o, or move this one away."
        );

    internal static RefusedException NotEmpty(string path) =>
        new(
            RefusalKind.Conflict,
            "cli.not-a-run",
            $"'{path}' is not empty, and its contents are not a run. Choose another folder with -o, or empty this one."
        );

    internal static RefusedException NothingBegun(string path) =>
        new(
            RefusalKind.NotFound,
            "cli.nothing-begun",
            $"No run was started in '{path}' (there is no recipe.json). "
                + "Give the folder that `aethergen run -o` wrote, or run the recipe."
        );

    internal static RefusedException NoCard(string path) =>
        new(
            RefusalKind.NotFound,
            "cli.no-card",
            $"'{path}' holds no ablation card (there is no card.json). Give the folder of a finished run. "
                + "If an older version made the run, resume it: that writes the card."
        );

    internal static RefusedException NotARun(string path) =>
        new(
            RefusalKind.NotFound,
            "cli.run-missing",
            $"'{path}' holds no finished run (there is no summary.json). "
                + "Give the folder that `aethergen run -o` wrote. "
                + "If the run stopped early, the same run command continues it."
        );

    internal static RefusedException SharesOfTwo() =>
        new(
            RefusalKind.Invalid,
            "cli.shares-of-two",
            "The shares name more than one column. Give shares of one column only; "
                + "fix the others with --where, or sample several times."
        );

    internal static RefusedException ImputationColumn() =>
        new(
            RefusalKind.Invalid,
            "cli.imputation-column",
            "The schema already has a column 'imputation', so --imputations cannot add one of that name. "
                + "Leave --imputations out, and sample once for each completion with a different --seed."
        );

    internal static RefusedException NotABudget(string text) =>
        new(
            RefusalKind.Invalid,
            "cli.not-a-budget",
            $"'{text}' is not a privacy budget. Give ε, or ε and δ: --budget 3, or --budget 3@1e-9."
        );

    internal static RefusedException NothingToAudit(string name, IEnumerable<string> known) =>
        new(
            RefusalKind.Invalid,
            "cli.nothing-to-audit",
            $"'{name}' does not claim differential privacy, so there is nothing to audit. Choose one of: "
                + $"{string.Join(", ", known)}."
        );

    internal static RefusedException NothingToLimit(string generator) =>
        new(
            RefusalKind.Invalid,
            "cli.nothing-to-limit",
            $"'{generator}' runs without an ε here, so a privacy budget cannot limit it. "
                + "Leave --ledger, --budget, --reason, --new-dataset and --new-unit out, "
                + "set the generator's option 'epsilon' if it has one, "
                + "or choose a generator with differential privacy."
        );
}
