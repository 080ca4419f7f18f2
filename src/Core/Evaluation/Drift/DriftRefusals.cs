using System.Globalization;

namespace AethergenAI.Evaluation.Drift;

internal static class DriftRefusals
{
    internal static RefusedException TooFewRows(string which, int rows) =>
        new(
            RefusalKind.Invalid,
            "drift.too-few-rows",
            $"{(rows == 1 ? "There is" : "There are")} {Counts.Of(rows, $"{which} row")}, but it takes at "
                + $"least {DriftTest.MinRows} to tell drift from chance. "
                + "Give more rows."
        );

    internal static RefusedException NoCommonColumns() =>
        new(
            RefusalKind.Invalid,
            "drift.no-common-columns",
            "No column of the model can be compared: all are identifiers or free text, or the new rows lack them. "
                + "Check that the file belongs to this model."
        );

    internal static RefusedException Alpha(double alpha) =>
        new(
            RefusalKind.Invalid,
            "drift.alpha",
            string.Create(
                CultureInfo.InvariantCulture,
                $"α is the chance of a false alarm: it must be above 0 and at most 0.5, and it is {alpha}. "
                    + $"0.05 is usual."
            )
        );

    internal static RefusedException AtLeast(double distance) =>
        new(
            RefusalKind.Invalid,
            "drift.at-least",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The smallest distance that matters is a share of rows: it must be from 0 to below 1, and it is "
                    + $"{distance}. 0.02 is usual."
            )
        );

    /// <param name="inOrder">Whether the model knows its rows only in their order.</param>
    internal static RefusedException OtherTrain(bool inOrder) =>
        new(
            RefusalKind.Invalid,
            "drift.other-train",
            inOrder
                ? "The train rows that were given are not the rows that the model learned from, in their order: "
                    + "their hash differs. Give the same file in the same order, or give no train rows."
                : "The train rows that were given are not the rows that the model learned from: their hash differs, "
                    + "whatever their order. Give the same rows, or give no train rows."
        );
}
