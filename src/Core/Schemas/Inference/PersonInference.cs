using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Finds columns that identify a person, directly or by a key, whether or not a cell repeats: by the name, or by
/// cells that have a <see cref="TellingForm"/>, or are numbers with the check digit of NHS numbers, IBANs
/// or payment cards.
/// </summary>
internal static class PersonInference
{
    private const int MinTexts = 10,
        ManyTexts = 20,
        MinNumber = 1000,
        MinDirect = 100_000;

    public static ColumnGuess? Judge(ColumnProbe probe, NameHints hints)
    {
        if (Measures(probe))
        {
            return null;
        }
        bool named =
            hints.MayNamePerson
            && probe.Texts.Levels is { Count: >= MinTexts } names
            && (PersonPattern.FullNames(names) || PersonPattern.UserNames(names, PersonPattern.UserSigns));
        if (named)
        {
            return Identifier(probe, hints, "Its cells look like names of people");
        }
        if (hints.NamesRelative && probe.Texts.Levels is { Count: >= MinTexts } kin && PersonPattern.Capitals(kin))
        {
            return Identifier(probe, hints, "Its name says that it is about people, and its cells may be their names");
        }
        if (hints.NamesAddress && probe.Texts.Levels is { Count: >= MinTexts } homes && StreetForms.Places(homes))
        {
            return Identifier(probe, hints, "Its name says that its cells are addresses");
        }
        if (hints.NamesPerson && Large(probe, MinDirect))
        {
            return Identifier(probe, hints, "Its name says that it identifies a person directly");
        }
        if (hints.SaysVehicle && probe.Texts.Levels is { } plates && RegistrationForms.Are(plates, named: true))
        {
            return Identifier(probe, hints, "Its cells look like registrations of vehicles or aircraft");
        }
        if (hints.NamesPersonByName && Aliases(probe))
        {
            return Identifier(probe, hints, "Its name says that its numbers stand for names of people");
        }
        if (Keyed(probe, hints))
        {
            return Identifier(probe, hints, "Its name says that it is the key of a person or of a person's record");
        }
        if (RepeatedKeys.Under(probe, hints) && RepeatedKeys.InFewRows(probe))
        {
            return Identifier(probe, hints, "Its name says that it is a key, and a key that repeats may be a person's");
        }
        return Telling(probe) is { } what ? Identifier(probe, hints, $"Its cells are {what}") : null;
    }

    /// <summary>Whether the name says that the cells are names or keys, so that digits are no measures.</summary>
    public static bool Names(Column column) =>
        new NameHints(column.Name) is { NamesPerson: true } or { NamesEntityKey: true };

    /// <summary>Whether the cells are flags, moments or numbers with decimals, whatever the name says.</summary>
    private static bool Measures(ColumnProbe probe) =>
        probe.Texts.Count == 0
        || (probe.Texts.Distinct <= 2 && probe.Texts.Count >= MinTexts)
        || (probe.Numbers.Holds && !probe.Numbers.Whole && !probe.Numbers.Inexact)
        || (!probe.Plain.Holds && probe.Moments.Best is not null);

    private static bool Keyed(ColumnProbe probe, NameHints hints)
    {
        bool many = probe.Texts.Distinct >= ManyTexts || probe.Texts.Distinct * 2L >= probe.Texts.Count;
        return many && (hints.NamesEntityKey || (hints.NamesEntity && Large(probe, MinNumber)));
    }

    /// <summary>Whether the cells are whole numbers without signs that may stand for people.</summary>
    public static bool Aliases(ColumnProbe probe) =>
        probe.Plain is { Holds: true, Whole: true, Min: >= 0 } && probe.Texts.Distinct >= MinTexts;

    /// <summary>Whether the cells are texts, or numbers so large that they count nothing.</summary>
    private static bool Large(ColumnProbe probe, double least) => !probe.Numbers.Holds || probe.Numbers.Max >= least;

    /// <summary>What the cells are by their own form; null: nothing that identifies.</summary>
    private static string? Telling(ColumnProbe probe)
    {
        if (probe.Texts.Distinct < MinTexts)
        {
            return null;
        }
        if (probe.Texts.Keys.Telling is { } form)
        {
            return form.What;
        }
        return probe.Texts.Keys.Check switch
        {
            IdentifierCheck.Mod11 => "ten digits with the check digit of NHS numbers",
            IdentifierCheck.Mod97 => "account numbers (IBAN)",
            IdentifierCheck.Luhn => "numbers with the check digit of payment cards and of devices (IMEI)",
            _ => null,
        };
    }

    internal static ColumnGuess Identifier(ColumnProbe probe, NameHints hints, string why) =>
        new(
            new IdentifierColumn(probe.Name, PersonPattern.Of(probe, hints))
            {
                Check = probe.Texts.Keys.Check,
                Entity = probe.Texts.Distinct < probe.Texts.Count ? hints.PersonNamed ?? "person" : null,
            },
            $"{why}, so it is generated and never copied.",
            0.9
        );
}
