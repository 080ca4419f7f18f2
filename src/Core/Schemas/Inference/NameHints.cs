using System.Text;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// What a column's name tells about the column. A name is split into lower-case words at every character
/// that is not a letter or digit, and at camel-case humps.
/// </summary>
internal sealed class NameHints
{
    private static readonly HashSet<string> Person = Set(
        "firstname lastname surname forename givenname familyname middlename fullname patientname customername "
            + "clientname employeename personname "
            + "email emailaddress mail phone phonenumber telephone mobile mobilenumber fax ssn nin nhsnumber "
            + "nhsno passport passportnumber iban accountnumber "
            + "cardnumber creditcard licenseplate ipaddress username"
    );

    private static readonly HashSet<string> Key = Set(
        "id ids uid uuid guid key pk identifier ref reference mrn serial rowid recordid index idx instant "
            + "rownumber recordnumber iata icao"
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

    public NameHints(string name)
    {
        words = Words(name);
        joined = string.Concat(words);
    }

    /// <summary>Whether the name says that the column identifies a person directly.</summary>
    public bool NamesPerson => Person.Contains(joined);

    public bool SaysKey => Has(Key);

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
