using System.Globalization;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Seeding;
using AethergenAI.Workspace;

namespace AethergenAI.Data.Privacy;

internal static class SharedRowsRefusals
{
    internal static RefusedException SharesRows(string seed, SharingSeed known) =>
        Conflict(
            "seed.shares-rows",
            $"'{seed}' shares {RowSketch.Words(known.Share)} of the rows with seed '{known.Name}' of "
                + $"{known.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, so a ledger of "
                + "its own would bypass that seed's privacy budget. An owner must say on the seed's page whether "
                + "they are rows of the same people; the ledger records the answer."
        );

    internal static RefusedException NothingShared(string seed) =>
        Conflict(
            "seed.shares-no-rows",
            $"'{seed}' shares no more rows with an earlier seed than chance would explain, so there is nothing to "
                + "answer: it has a privacy ledger of its own."
        );

    internal static RefusedException NotShared(string seed, string named) =>
        Conflict(
            "seed.shares-no-rows",
            $"'{seed}' shares less than a quarter of the rows with '{named}'. Name an earlier seed that it shares "
                + "rows with; the seed's page lists them."
        );

    internal static RefusedException NotEarlier(string seed, string named) =>
        Conflict(
            "seed.not-earlier",
            $"'{named}' was not uploaded before '{seed}', and two seeds of the same people use the ledger of the "
                + $"earlier one. Give this answer on the page of '{named}'."
        );

    internal static RefusedException Decided(string seed, string counting) =>
        Conflict(
            "seed.people-decided",
            $"An owner said that '{seed}' has rows of the same people as '{counting}', so it uses that seed's privacy "
                + "ledger. This cannot be undone, because what was spent since is recorded there."
        );

    internal static RefusedException OtherUnit(string seed, PrivacyUnit unit, string earlier, PrivacyUnit kept) =>
        Conflict(
            "privacy.other-unit",
            $"'{seed}' has spent privacy {unit.Words} and '{earlier}' {kept.Words}, so their costs cannot be added. "
                + $"Use '{earlier}' for private runs; those of '{seed}' stay refused."
        );

    internal static RefusedException RunsGoOn(string run) =>
        Conflict(
            "seed.runs-go-on",
            $"The run '{run}' has not ended, so the seed that it uses cannot change its ledger now. "
                + "Wait until the run ends, or cancel it; then try again."
        );

    private static RefusedException Conflict(string code, string message) => new(RefusalKind.Conflict, code, message);
}
