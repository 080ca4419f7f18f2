namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Names of codes that stand in a public list or a catalogue, and of texts that look like numbers or times.
/// </summary>
internal static class CodeNames
{
    /// <summary>Codes that everybody may read in a public list.</summary>
    private static readonly HashSet<string> Listed = Set(
        "zip zipcode postcode postal postalcode plz outcode fips sic naics nace isic icd icd9 icd10 icd11 atc snomed "
            + "loinc rxnorm cpt hcpcs drg hrg opcs opcs4 bnf iso iata icao flight lsoa msoa nuts insee istat geoid "
            + "gtin upc ean asin isbn issn isin cusip sedol unspsc sku ndc"
    );

    /// <summary>What is listed, if the name ends in it: areas, organisations, goods, classes; no people.</summary>
    private static readonly HashSet<string> Things = Set(
        "area ward wd oa lad lau gss district borough county constituency region rgn pcon country state "
            + "province commune municipality parish tract sector gemeinde ags product item article artikel "
            + "material part stock catalog catalogue model barcode drug procedure diagnosis diag dx icpc "
            + "readcode mesh cas soc isco cip cpv hs hts tariff commodity ticker symbol currency bic swift "
            + "mcc airport airline station stop route site store branch warehouse depot school practice trust "
            + "org organisation organization department dept costcentre costcenter centre center course "
            + "module gene"
    );

    /// <summary>Words at the end of a name that only say that it is one of a code.</summary>
    private static readonly HashSet<string> Endings = Set("code codes cd id ids no nr num number key ref");

    /// <summary>Words at the end of a name that say which of several codes it is: "zip_home".</summary>
    private static readonly HashSet<string> Qualifiers = Set(
        "home work primary secondary main birth residence origin destination orig dest old new current previous prev"
    );

    /// <summary>
    /// Things whose keys name people as well: identity cards of a state, participants, sole traders, patients' labels.
    /// </summary>
    private static readonly HashSet<string> OfPeopleToo = Set("state part org barcode box");

    private static readonly HashSet<string> Keys = Set("id ids no nr num number key ref");

    /// <summary>Places and parts whose numbers are labels: room 1.07, seat R12, version 1.10.</summary>
    private static readonly HashSet<string> Labels = Set(
        "room raum zimmer salle office suite bay seat gate desk locker shelf rack aisle bed box bin platform "
            + "chapter clause paragraph version ver firmware"
    );

    private static readonly HashSet<string> Pairs = Set(
        "allele alleles hla haplotype genotype ratio score scores odds aspect result results goals scale verse"
    );

    private static readonly HashSet<string> Times = Set(
        "time times start end begin finish clock hour hours hh hhmm minute minutes duration departure arrival dep arr "
            + "opens closes from to at when"
    );

    private static readonly HashSet<string> Money = Set(
        "price prices cost costs amount amt fee fees salary pay paid wage wages income revenue sales turnover total "
            + "value balance budget spend charge charges payment rent bill premium fare deposit loan debt tax vat "
            + "discount rand zar money sum subtotal net gross"
    );

    /// <summary>Whether the cells are codes of a public list or a catalogue: "zip", "ward_code", "LSOA11CD".</summary>
    public static bool SaysListed(string[] words) =>
        Listed.Contains(string.Concat(words))
        || (Noun(words) is { } noun && (Listed.Contains(noun) || Things.Contains(noun) || Labels.Contains(noun)));

    /// <summary>Whether digits with a point or beside a letter are labels, no numbers: "room", "icd9".</summary>
    public static bool SaysLabel(string[] words) =>
        words is [.., "code" or "codes"]
        || (Noun(words) is { } noun && (noun is "roll" || Labels.Contains(noun) || Listed.Contains(noun)));

    /// <summary>Whether digits on both sides of a colon are no time: "allele", "ratio".</summary>
    public static bool SaysPair(string[] words) => Array.Exists(words, Pairs.Contains) && !SaysTime(words);

    public static bool SaysTime(string[] words) => Array.Exists(words, Times.Contains);

    public static bool SaysMoney(string[] words) => Array.Exists(words, Money.Contains);

    /// <summary>
    /// The last word that is no ending of a code, no qualifier and no number, and its stem; null: there is none, or it
    /// may be of people.
    /// </summary>
    private static string? Noun(string[] words)
    {
        string? noun = Array.FindLast(words, word =>
            !Endings.Contains(word) && !Qualifiers.Contains(word) && !word.All(char.IsAsciiDigit)
        );
        if (noun is not null && OfPeopleToo.Contains(noun) && (Keys.Contains(words[^1]) || words is [.., "po", "box"]))
        {
            return null;
        }
        return noun is null || Listed.Contains(noun) || Things.Contains(noun) ? noun : Stem(noun);
    }

    /// <summary>A word without what says that it is a code, and of which year: "lsoa" of "lsoa11cd".</summary>
    private static string Stem(string word)
    {
        string stem = word.TrimEnd([.. "0123456789"]);
        string? ending = Array.Find(["code", "cd"], end => stem.EndsWith(end, StringComparison.Ordinal));
        return ending is null ? stem : stem[..^ending.Length].TrimEnd([.. "0123456789"]);
    }

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}
