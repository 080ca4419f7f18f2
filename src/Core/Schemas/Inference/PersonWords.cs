namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Words in the names of columns that are about people, in several languages: names, phones, addresses and the numbers
/// that states give.
/// </summary>
internal static class PersonWords
{
    /// <summary>
    /// A name that ends in one of these names a person, with or without words before it: "work_email",
    /// "patient_last_name".
    /// </summary>
    private static readonly HashSet<string> Person = Set(
        "firstname lastname surname forename givenname familyname middlename maidenname fullname patientname "
            + "customername clientname employeename personname membername contactname accountname cardholder email "
            + "emailaddress emailid phone phonenumber phoneno telephone telephonenumber tel mobile mobilenumber "
            + "mobileno cellphone fax faxnumber nhsnumber nhsno chinumber socialsecurity socialsecuritynumber "
            + "nationalinsurancenumber nationalid passport passportnumber passportno driverslicense drivinglicence "
            + "licencenumber licensenumber iban accountnumber accountno cardnumber creditcard creditcardnumber "
            + "licenseplate numberplate ipaddress macaddress username fname lname birthname sendername receivername "
            + "accountholder nextofkin emergencycontact nachname vorname patientenname familienname prenom apellido "
            + "apellidos cognome voornaam achternaam hausarzt ip ipv4 ipv6 ipaddr mac macaddr imei imsi iccid msisdn "
            + "tailnum tailnumber tailno platenumber plateno licenceplate vehicleregistration screenname nickname "
            + "mrn hospitalno hospitalnumber hadmid acct kundennr kundennummer patnr patientennr fallnummer fallnr "
            + "pernr personalnummer personalnr npi kunnr vin streetaddress addressline addressline1 addressline2 "
            + "homeaddress postaladdress firstnames lastnames surnames forenames givennames nazwisko nazwiska imie "
            + "imię imiona vornamen prénom prenoms prénoms nomdefamille nombres sobrenome förnamn fornamn efternamn "
            + "fornavn etternavn sukunimi etunimi prijmeni příjmení priezvisko prezime prenume soyad soyadı фамилия "
            + "имя отчество telefon telefonnummer telefonnr telefono teléfono telefone téléphone rufnummer telno "
            + "telnr handy handynummer handynr mobil mobilnummer mobiltelefon movil móvil celular cellulare "
            + "contactno contactnumber whatsapp"
    );

    /// <summary>Numbers that a state gives to each person, with or without "no" or "number" after them.</summary>
    private static readonly HashSet<string> National = Set(
        "ssn nin nino sin pesel cpf cnp bsn nif curp aadhaar aadhar steuerid steuernummer svnr taxid egn oib "
            + "emso emšo rodnecislo rodnéčíslo rfc dni personnummer personnr fodselsnummer fødselsnummer cprnr "
            + "henkilotunnus henkilötunnus hetu isikukood jmbg codicefiscale codfiscale ahv tckimlik ppsn tfn"
    );

    private static readonly HashSet<string> Number = Set("no nr num number nummer numer id");

    private static readonly HashSet<string> Maybe = Set(
        "name names owner contact guardian payee payer recipient author manager assignedto createdby updatedby "
            + "approvedby approver editor operator assignee reporter requester seller buyer tutor coach pilot login "
            + "user handle supervisor sender receiver physician attending attendingphysician referrer kunde "
            + "mitarbeiter arzt patient sachbearbeiter ansprechpartner inhaber nom nombre nome naam"
    );

    /// <summary>Who a person is to another: its cells are names, if they are words.</summary>
    private static readonly HashSet<string> Relative = Set(
        "spouse husband wife partner mother father guardian carer caregiver kin sibling brother sister "
            + "stepmother stepfather grandmother grandfather godmother godfather mum mom dad mutter vater madre "
            + "padre mère père matka ojciec conyuge cónyuge"
    );

    private static readonly HashSet<string> Address = Set(
        "address addresses adres adresa adresse anschrift direccion dirección domicilio indirizzo endereco "
            + "endereço adress wohnadresse"
    );

    /// <summary>What is no person, though its name may be two words with capitals, in the name of a column.</summary>
    private static readonly HashSet<string> Thing = Set(
        "title job role position occupation profession rank company employer brand make genus species common "
            + "breed variety airline carrier team club league sport event venue hotel restaurant university college "
            + "category type group style genre album track song movie film book game show ingredient dish food drink "
            + "drug medication disease condition diagnosis symptom procedure material colour color nation "
            + "nationality city town village location place neighbourhood neighborhood borough street language "
            + "religion ethnicity race product item industry segment project task status stage phase level reason "
            + "method description topic theme service plan package source channel campaign device software browser "
            + "skill degree major bank shop supplier vendor manufacturer market territory division continent island "
            + "river lake mountain park building property feature payment activity education qualification award "
            + "party office subject class fuel body"
    );

    /// <summary>Words in cells that are two words with capitals, but no names of people.</summary>
    private static readonly HashSet<string> InThings = Set(
        "red blue green yellow black white grey gray orange purple pink brown silver gold golden dark light "
            + "inc ltd llc corp corporation co company group holdings partners bank airlines airline airways air "
            + "university college school hospital clinic club united city town county island islands lake river "
            + "mount mountain mountains park street road avenue lane hill valley beach bay north south east west "
            + "northern southern eastern western central new san santa saint los las el la le port fort great grand "
            + "upper lower old manager engineer analyst assistant director officer nurse teacher technician "
            + "specialist clerk operator service services system systems solutions sales support marketing developer "
            + "designer scientist consultant supervisor worker representative administrator coordinator accountant "
            + "shirt hat shoes dress jacket bag box set pack table chair lamp phone case cable high low medium very "
            + "part full time single double small large extra super first second third total other not no and or of "
            + "the for with in to credit debit card check transfer day week month year one two three type class "
            + "level grade oil cheese chicken beef sauce chocolate tea coffee water juice bread rice fruit salad "
            + "soup beer wine"
    );

    public static bool Names(string[] words) =>
        Ends(words, Person) || Ends(words, National) || (Number.Contains(Last(words)) && Ends(words[..^1], National));

    public static bool MayName(string joined) => Maybe.Contains(joined);

    public static bool NamesRelative(string[] words) => Relative.Contains(Last(words));

    public static bool NamesAddress(string[] words) => Address.Contains(Last(words));

    /// <summary>Whether a word of a column's name, or its plural, says that the cells are things or places.</summary>
    public static bool SaysThing(string[] words) =>
        Array.Exists(words, word => Thing.Contains(word) || Thing.Contains(word.TrimEnd('s')));

    /// <summary>Whether a word of a text says that it is a thing, a place or a company.</summary>
    public static bool OfThing(string text) =>
        Array.Exists(text.ToLowerInvariant().Split([' ', '.', ',', '-']), InThings.Contains);

    private static bool Ends(string[] words, HashSet<string> names) =>
        Enumerable.Range(0, words.Length).Any(from => names.Contains(string.Concat(words[from..])));

    private static string Last(string[] words) => words is [.., var last] ? last : "";

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}
