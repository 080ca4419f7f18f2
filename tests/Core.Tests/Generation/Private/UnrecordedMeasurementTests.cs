using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Private;

/// <summary>What a ledger cannot record is not drawn, and nothing is charged for it.</summary>
public sealed class UnrecordedMeasurementTests
{
    private static readonly Schema Ward = new(
        "people",
        [new CategoricalColumn("ward", ["A", "B"]) { Domain = ColumnDomain.Public }]
    )
    {
        Privacy = new SchemaPrivacy(1000),
    };

    [Fact]
    public void A_fit_whose_reservation_cannot_be_stored_does_not_begin()
    {
        var disk = new FullDisk(room: 0);
        Assert.Equal("cli.ledger-not-writable", Assert.Throws<RefusedException>(() => Begin(disk)).Code);
        Assert.Empty(disk.Read().Entries);
    }

    [Fact]
    public void A_measurement_that_cannot_be_stored_is_not_drawn()
    {
        var disk = new FullDisk(room: 2); // the reservation and one measurement
        var fit = Begin(disk);
        var charge = new MeasurementCharge("test", "a number", new Dictionary<string, string>(), fit.Rho / 4);
        int drawn = 0;
        fit.Measure("one", charge, _ => ++drawn);
        Assert.Equal(
            "cli.ledger-not-writable",
            Assert.Throws<RefusedException>(() => fit.Measure("two", charge, _ => ++drawn)).Code
        );

        Assert.Equal(1, drawn);
        Assert.Equal(2, disk.Read().Entries.Count);
        Assert.Equal(fit.Rho, disk.Read().Spent);
        disk.Room = 10;
        fit.Measure("two", charge, _ => ++drawn);
        Assert.Equal((2, fit.Rho), (drawn, disk.Read().Spent)); // paid from the reservation, and only once
    }

    private static PrivateFit Begin(FullDisk ledger)
    {
        var rows = new Table([
            new LevelData
            {
                Name = "ward",
                Levels = ["A"],
                Codes = [0],
            },
        ]);
        var request = new FitRequest(rows, Ward, new GeneratorSettings(new Dictionary<string, string>(), 1))
        {
            Privacy = new PrivacyAccount(ledger, "run", RandomBits.FromSystem()),
        };
        return PrivateFit.Begin(request, KnownGenerators.Mst, CancellationToken.None);
    }

    /// <summary>A ledger with room for a few entries, which then refuses like a file on a full disk.</summary>
    private sealed class FullDisk(int room) : ILedger
    {
        private readonly MemoryLedger kept = new(TimeProvider.System);

        internal int Room { get; set; } = room;

        public PrivacyLedger Read() => kept.Read();

        public LedgerEntry Append(LedgerCharge charge) =>
            Room-- > 0
                ? kept.Append(charge)
                : throw new RefusedException(RefusalKind.Conflict, "cli.ledger-not-writable", "The disk is full.");
    }
}
