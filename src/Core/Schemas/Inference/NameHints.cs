using System.Text;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// What a column's name tells about the column. A name is split into lower-case words at every character
/// that is not a letter or digit, and at camel-case humps.
/// </summary>
internal sealed class NameHints
{
    private static readonly HashSet<string> Entity = Set(
        "patient person customer client employee member subject participant resident citizen student pupil staff "
            + "applicant borrower policyholder accountholder cardholder driver donor user subscriber respondent "
            + "individual beneficiary claimant passenger guest tenant veteran soldier worker householder pt pat cust "
            + "emp doctor nurse consultant physician clinician surgeon practitioner officer agent teacher"
    );

    /// <summary>What a row of a register is about; its key leads to a person.</summary>
    private static readonly HashSet<string> Register = Set(
        "account household policy provider encounter admission episode case claim order invoice transaction loan card"
    );

    /// <summary>Words that make an entity's name that of its key.</summary>
    private static readonly HashSet<string> KeyOf = Set(
        "id ids uid uuid guid key pk identifier ref reference no nr num number code"
    );

    /// <summary>Names of keys that do not say whose key it is.</summary>
    private static readonly HashSet<string> BareKey = Set(
        "id ids uid uuid guid key pk pid identifier recordid uniqueid recordkey"
    );

    /// <summary>Words at the end of a key's name, whatever stands before them.</summary>
    private static readonly HashSet<string> KeyEnding = Set("id uid uuid guid key pk ref no nr");

    /// <summary>Names that say nothing, with or without a number after them.</summary>
    private static readonly HashSet<string> Nameless = Set(
        "column col c field f var v value values val data text attr attribute feature x unnamed"
    );

    /// <summary>Words of vehicles and of what is registered.</summary>
    private static readonly HashSet<string> Vehicle = Set(
        "plate plates reg rego registration tail aircraft vehicle car kennzeichen kfz immatriculation matricula targa "
            + "kenteken vrm vrn carreg regno"
    );

    private static readonly HashSet<string> Key = Set(
        "id ids uid uuid guid pk identifier mrn rowid recordid rownumber recordnumber iata icao"
    );

    /// <summary>Words of keys that measures have in their names too: "house_price_index", "reference_price".</summary>
    private static readonly HashSet<string> WeakKey = Set("key ref reference serial index idx instant");

    private static readonly HashSet<string> Rows = Set(
        "n row rows rownumber rowno record recordnumber no nr num number index idx instant serial unnamed0 unnamed x"
    );

    private static readonly HashSet<string> Code = Set(
        "code codes zip zipcode postcode postal postalcode fips sic naics icd icd9 icd10 atc snomed iso class "
            + "category cat type group cluster label status segment tier grade cohort"
    );

    private static readonly HashSet<string> Count = Set(
        "count counts number num n qty quantity total sum amount children dependents visits times"
    );

    private static readonly HashSet<string> Sensitive = Set(
        "race ethnicity ethnic religion religious faith politics political party union orientation sexuality "
            + "diagnosis disease condition disability disabled health hiv "
            + "illness medication drug symptom mental pregnancy pregnant genetic biometric conviction criminal "
            + "offence crime income salary wage wages earnings debt credit default"
    );

    private static readonly HashSet<string> Quasi = Set(
        "age sex gender birth birthday birthdate dob birthyear born zip zipcode postcode postal postalcode "
            + "city town county village address street neighborhood neighbourhood "
            + "nationality country citizenship marital education occupation profession job employer latitude "
            + "longitude lat lon lng"
    );

    private static readonly HashSet<string> Target = Set("target label outcome y class");

    private static readonly HashSet<string> DateWords = Set("date day dob dteday dt time timestamp datetime when");

    private readonly string[] words;
    private readonly string joined;

    /// <summary>The words without the number that the name ends in: "mobile" of "mobile_1".</summary>
    private readonly string[] unnumbered;

    public NameHints(string name)
    {
        words = Words(name);
        joined = string.Concat(words);
        string[] kept = [.. words];
        if (kept.Length > 0)
        {
            kept[^1] = kept[^1].TrimEnd([.. "0123456789"]);
        }
        unnumbered = kept is [.., ""] ? kept[..^1] : kept;
    }

    /// <summary>Whether the name says that the column identifies a person directly.</summary>
    public bool NamesPerson =>
        PersonWords.Names(words)
        || PersonWords.Names(unnumbered)
        || (unnumbered is [.., var who, "name"] && Entity.Contains(who));

    /// <summary>Whether the cells are a person's names, and no numbers of a person's: "surname", "user_name".</summary>
    public bool NamesPersonByName => NamesPerson && joined.EndsWith("name", StringComparison.Ordinal);

    /// <summary>Whether the name is that of a person, and the cells may be the person's key: "patient".</summary>
    public bool NamesEntity => words.Length == 1 && Entity.Contains(joined);

    /// <summary>Whether the name is that of a person's key: "patient_id", "customer_no", "accountid".</summary>
    public bool NamesEntityKey =>
        words.Length > 1
            ? KeyOf.Contains(words[^1])
                && Array.Exists(words[..^1], word => Entity.Contains(word) || Register.Contains(word))
            : Entity.Concat(Register).Any(entity => KeyOfOne(entity));

    /// <summary>Whether the name is that of a key and does not say whose: "id", "uid", "key".</summary>
    public bool NamesBareKey => BareKey.Contains(joined);

    /// <summary>Whether the name says nothing, as in a file without a header: "column_1", "V2", "unnamed".</summary>
    public bool SaysNothing =>
        joined.TrimEnd([.. "0123456789"]) is var name && (name.Length == 0 || Nameless.Contains(name));

    /// <summary>Whether the name ends as that of a key of something: "machine_id", "lot_no".</summary>
    public bool EndsAsKey => words.Length > 1 && KeyEnding.Contains(words[^1]);

    /// <summary>Whether the name says that the cells are codes of a public list: "zip", "icd10".</summary>
    public bool SaysListedCode => CodeNames.SaysListed(words);

    /// <summary>Whether digits with a point or beside a letter are labels, no numbers: "room", "icd9".</summary>
    public bool SaysLabel => CodeNames.SaysLabel(words);

    /// <summary>Whether digits on both sides of a colon are no time: "allele", "ratio".</summary>
    public bool SaysPair => CodeNames.SaysPair(words);

    public bool SaysTime => CodeNames.SaysTime(words);

    public bool SaysMoney => CodeNames.SaysMoney(words);

    public bool SaysVehicle => Has(Vehicle);

    /// <summary>
    /// Whether the name may be that of people, if the cells look like it: "name", "owner", "created_by".
    /// </summary>
    public bool MayNamePerson =>
        SaysName || NamesRelative || NamesEntity || (words.Length > 1 && words[^1] is "name" or "by");

    /// <summary>Whether the name says that the cells are names or people, and not of what: "name", "owner".</summary>
    public bool SaysName => PersonWords.MayName(string.Concat(unnumbered));

    /// <summary>Whether the name says who a person is to another: "mother", "patient_spouse".</summary>
    public bool NamesRelative => PersonWords.NamesRelative(unnumbered);

    /// <summary>Whether the name says address, and not of what: "address", "home_address_2".</summary>
    public bool NamesAddress => PersonWords.NamesAddress(unnumbered);

    /// <summary>Whether the name says that the cells are things, places, jobs or codes of a list.</summary>
    public bool SaysThing =>
        PersonWords.SaysThing(words) || CodeNames.SaysListed(words) || SaysCode || Indirect || Sensible;

    /// <summary>The person that the name is about: "patient" in "patient_last_name"; null: it does not say.</summary>
    public string? PersonNamed => words.FirstOrDefault(Entity.Contains);

    /// <summary>Whether a word says that different texts are keys; for numbers, see <see cref="SaysKey"/>.</summary>
    public bool SaysTextKey => SaysKey || Has(WeakKey);

    public bool SaysKey => Has(Key) || WeakKey.Contains(joined);

    /// <summary>Whether numbers of this name that count the rows are the rows' numbers.</summary>
    public bool MayNameRows => words.Length == 0 || Rows.Contains(joined) || Has(Key) || Has(WeakKey);

    public bool SaysCode => Has(Code);

    public bool SaysCount => Has(Count);

    public bool SaysYear =>
        words.Contains("year", StringComparer.Ordinal) || words.Contains("yr", StringComparer.Ordinal);

    public bool SaysDate => Has(DateWords);

    public bool Sensible => Has(Sensitive);

    public bool Indirect => Has(Quasi);

    public bool SaysTarget => words.Length == 1 && Target.Contains(joined);

    /// <summary>Whether a word of two letters or more occurs in both names.</summary>
    public bool SharesWord(NameHints other) =>
        words.Any(word => word.Length > 1 && other.words.Contains(word, StringComparer.Ordinal));

    private bool KeyOfOne(string entity) =>
        joined.Length > entity.Length
        && joined.StartsWith(entity, StringComparison.Ordinal)
        && KeyOf.Contains(joined[entity.Length..]);

    private bool Has(HashSet<string> hints) => hints.Contains(joined) || Array.Exists(words, hints.Contains);

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];

    private static string[] Words(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            bool hump = i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (hump)
            {
                text.Append(' ');
            }
            text.Append(char.IsLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : ' ');
        }

        return text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
