using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>
/// Forty people in six rows each: whatever language names them, they are generated or doubted, and never copied
/// unseen.
/// </summary>
public sealed class PersonNameTests
{
    private const int Persons = 40,
        RowsEach = 6;

    private static readonly string[] First = ["Anna", "Piotr", "Maria", "Jan", "Olga"],
        Last = ["Kowalski", "Nowak", "Weber", "Smith", "Garcia", "Rossi", "O'Hara", "Müller-Lang"];

    [Theory]
    [InlineData(
        "pesel cpf cnp bsn ssn sin nif nino personnummer curp aadhaar steuer_id egn oib emso rodne_cislo rfc dni "
            + "mobile_1 tel2 telefon telefono handy pesel_nr patient_pesel mobile_phone_2 teléfono",
        "9999999999"
    )]
    [InlineData("mobile mobile_2 tel3 handy1", "+44779999999")]
    public void Whole_numbers_of_people_are_identifiers(string names, string form)
    {
        foreach (string name in names.Split(' '))
        {
            Person(Drawn.Infer(name, form, Persons, RowsEach).Schema[name]);
        }
    }

    [Fact]
    public void Names_and_relatives_are_identifiers_in_any_language()
    {
        string[] words = [.. Enumerable.Range(0, Persons).Select(row => $"{Last[row % 5]}{"aeiouklm"[row / 5]}")];
        string names =
            "nazwisko imie imię nachname vorname apellido apellidos prenom prénom cognome efternamn sukunimi surname_2 "
            + "spouse mother father guardian carer kin next_of_kin emergency_contact";
        foreach (string name in names.Split(' '))
        {
            Person(Of(name, words));
            Person(Of(name, Pairs(First, Last)));
        }
        foreach (string name in (string[])["nombre", "nom", "name", "owner"])
        {
            Person(Of(name, Pairs(First, Last)));
            Doubted(Of(name, words));
        }
    }

    [Theory]
    [InlineData("adres address adresse", "# Street, Leeds")]
    [InlineData("anschrift", "#straße")]
    [InlineData("direccion indirizzo home_address_2", "Calle #")]
    public void Addresses_are_identifiers_by_their_name_and_doubted_without(string names, string form)
    {
        string[] cells =
        [
            .. Enumerable
                .Range(1, Persons)
                .Select(house => (Number: house, Text: form.Replace("#", Last[house % 6], StringComparison.Ordinal)))
                .Select(at =>
                    char.IsLetter(form[0]) || form[1] != ' ' ? $"{at.Text} {at.Number}" : $"{at.Number} {at.Text}"
                ),
        ];
        foreach (string name in names.Split(' '))
        {
            Person(Of(name, cells));
        }
        Doubted(Of("lives", cells));
    }

    [Theory]
    [InlineData("Dr A. {0}")]
    [InlineData("Mrs {0}")]
    [InlineData("Prof. Dr. Jan {0}")]
    [InlineData("{0}, Mr. Owen Harris")]
    [InlineData("Frau {0}")]
    public void Titles_before_names_tell_under_any_name(string form)
    {
        string[] cells = [.. Pairs(First, Last).Select(name => string.Format(null, form, name.Replace(' ', '-')))];
        var column = Assert.IsType<IdentifierColumn>(Of("treated", cells));
        Assert.Equal("?. ?~~~~~", column.Pattern);
        Doubted(Of("treated", cells[..5]));
    }

    [Fact]
    public void Full_names_are_doubted_under_a_name_that_does_not_tell()
    {
        Doubted(Of("seen", Pairs(First, Last)));
        foreach (string name in (string[])["city", "product", "job_title", "airlines", "species", "country"])
        {
            Known(Of(name, Pairs(First, Last)));
        }
    }

    [Fact]
    public void Things_and_places_are_not_doubted()
    {
        string[] colours = ["Red", "Blue", "Green", "Black", "White"];
        string[] goods = ["Scarf", "Vase", "Glove", "Ring", "Mug", "Rug", "Pen", "Cap"];
        Known(Of("goods", Pairs(colours, goods)));
        Known(Of("place", Pairs(["New", "San", "Los", "Saint", "North"], goods)));
        Known(Of("works_at", Pairs(goods, ["Ltd", "Inc", "Group", "Bank", "Airlines"])));
        Known(Of("does", Pairs(goods, ["Engineer", "Manager", "Nurse", "Analyst", "Clerk"])));
        Known(
            Of("taxon", [.. Pairs(goods, goods).Take(Persons).Select(name => name[0] + name[1..].ToLowerInvariant())])
        );
        Known(Of("guardian", ["mother", "father", "other"]));
        Known(Of("direccion", ["N", "NE", "E", "SE", "S", "SW", "W", "NW", "NNE", "ENE", "SSW", "WNW"]));
        Assert.IsType<IntegerColumn>(Drawn.Infer("father_height", "199", Persons, RowsEach).Schema["father_height"]);
    }

    private static void Person(Column column)
    {
        var key = Assert.IsType<IdentifierColumn>(column);
        Assert.NotNull(key.Entity);
        Assert.Null(key.Doubt);
    }

    private static void Doubted(Column column) => Assert.True(Assert.IsType<CategoricalColumn>(column).IsInDoubt);

    private static void Known(Column column) => Assert.Null(Assert.IsType<CategoricalColumn>(column).Doubt);

    private static string[] Pairs(string[] first, string[] last) =>
        [.. first.SelectMany(one => last.Select(other => $"{one} {other}"))];

    private static Column Of(string name, string[] texts)
    {
        string[] cells = [.. Enumerable.Repeat(texts, Persons * RowsEach / texts.Length).SelectMany(all => all)];
        new Random(1).Shuffle(cells);
        return Drawn.Of(name, cells).Schema[name];
    }
}
