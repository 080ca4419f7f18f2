using AethergenAI.Core.Tests.Tables;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>Columns that identify a person are generated, whether or not their cells repeat.</summary>
public sealed class PersonInferenceTests
{
    private const int Persons = 40,
        Visits = 6;

    [Theory]
    [InlineData("patient_last_name", "Smith{0}")]
    [InlineData("work_email", "user{0}@example.org")]
    [InlineData("patient_nhs_number", "94347659{0}")]
    [InlineData("PATIENT", "p-{0}")]
    [InlineData("patient_id", "33{0}")]
    [InlineData("customerNo", "C{0}")]
    [InlineData("subject code", "S{0}")]
    [InlineData("account_id", "7{0}")]
    [InlineData("mobile_phone", "07700 9000{0}")]
    [InlineData("contact", "user{0}@nhs.example")] // by its cells
    [InlineData("ref_key_x", "1c3a2248-6869-fc5a-282f-fce9c83581{0}")]
    [InlineData("guid_x", "{{1C3A2248-6869-FC5A-282F-FCE9C83581{0}}}")]
    [InlineData("mrn", "MR254{0}")]
    public void Keys_and_names_that_repeat_are_identifiers_of_an_entity(string name, string form)
    {
        var column = Assert.IsType<IdentifierColumn>(Column(name, form));
        Assert.NotNull(column.Entity);
        Assert.Equal(ColumnRole.Identifier, column.Role);
    }

    [Theory]
    [InlineData("surname")]
    [InlineData("customer_name")]
    [InlineData("lname")]
    [InlineData("UserName")]
    public void Short_numbers_under_a_name_stand_for_people(string name)
    {
        var column = Assert.IsType<IdentifierColumn>(Column(name, "1{0}"));
        Assert.NotNull(column.Entity);
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("nurse")]
    [InlineData("phone")]
    [InlineData("created_by")]
    public void Short_numbers_that_may_stand_for_people_are_doubted(string name)
    {
        var column = Assert.IsType<IntegerColumn>(Column(name, "1{0}"));
        Assert.Contains("its numbers may stand for them", column.Doubt, StringComparison.Ordinal);
        Assert.True(column.IsInDoubt);
    }

    [Theory]
    [InlineData("owner", "{1}")] // six numbers, such as a count
    [InlineData("owners_paid", "1{0}.5")]
    [InlineData("phone_calls", "1{0}")]
    public void Numbers_that_count_or_measure_are_not_doubted(string name, string form) =>
        Assert.Null(Column(name, form).Doubt);

    [Theory]
    [InlineData("email_opened", "{1}")] // a flag
    [InlineData("phone_type", "type {1}")]
    [InlineData("airport_name", "Airport {0}")]
    [InlineData("guests", "{1}")]
    [InlineData("patient_age", "{0}")]
    [InlineData("last_login", "2024-03-{0} 10:00:00")]
    [InlineData("product_code", "P{1}")]
    public void Other_columns_with_such_words_are_not(string name, string form) =>
        Assert.IsNotType<IdentifierColumn>(Column(name, form));

    [Theory]
    [InlineData("name", typeof(IdentifierColumn))]
    [InlineData("created_by", typeof(IdentifierColumn))]
    [InlineData("city", typeof(CategoricalColumn))]
    public void Full_names_are_found_where_the_name_may_be_that_of_people(string name, Type kind)
    {
        string[] first = ["Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald"],
            last = ["Lovelace", "Hopper", "Turing", "Dijkstra", "Liskov", "Knuth"];
        var cells = Enumerable.Range(0, 180).Select(row => $"{first[row % 6]} {last[row / 6 % 6]};x\n");
        Assert.IsType(kind, Files.Infer($"{name};other\n" + string.Concat(cells)).Schema[name]);
    }

    [Theory]
    [InlineData("column_1", true)]
    [InlineData("V3", true)]
    [InlineData("city", false)]
    public void Full_names_in_a_column_whose_name_says_nothing_are_doubted(string name, bool doubted)
    {
        string[] first = ["Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald"];
        var cells = Enumerable.Range(0, 180).Select(row => $"{first[row % 6]} {first[row / 6 % 6]}son;x\n");
        Column column = Files.Infer($"{name};other\n" + string.Concat(cells)).Schema[name];
        Assert.Equal(doubted, Assert.IsType<CategoricalColumn>(column).IsInDoubt);
    }

    [Fact]
    public void Identifiers_of_which_one_determines_the_other_are_of_one_entity()
    {
        var schema = Files
            .Infer(
                "PATIENT,patient_email,provider_id,staff_name\n"
                    + string.Concat(
                        Enumerable
                            .Range(0, Persons * Visits)
                            .Select(row => (Patient: 100 + (row % Persons), Provider: 1_000 + (row % 23)))
                            .Select(row =>
                                $"p-{row.Patient},user{row.Patient}@nhs.example,D{row.Provider},"
                                + $"Dr {(char)('a' + (row.Provider % 23))}x\n"
                            )
                    )
            )
            .Schema;
        Assert.Equal("patient", Entity("PATIENT"));
        Assert.Equal("patient", Entity("patient_email"));
        Assert.NotEqual("patient", Entity("staff_name"));
        Assert.Empty(schema.Constraints);

        string? Entity(string name) => Assert.IsType<IdentifierColumn>(schema[name]).Entity;
    }

    /// <summary>An alias that only one patient has is that patient, whatever the column is called.</summary>
    [Fact]
    public void Texts_that_belong_to_one_person_only_are_generated_and_shared_ones_are_not()
    {
        var schema = Files
            .Infer(
                "patient_id,colour,ward\n"
                    + string.Concat(
                        Enumerable
                            .Range(0, Persons * Visits)
                            .Select(row => row % Persons)
                            .Select(person =>
                                $"P{1_000 + person},otter {(char)('a' + (person % 26))}{person},{person % 3}w\n"
                            )
                    )
            )
            .Schema;
        var colour = Assert.IsType<IdentifierColumn>(schema["colour"]);
        Assert.Equal(("patient", ColumnRole.Identifier), (colour.Entity, colour.Role));
        Assert.IsType<CategoricalColumn>(schema["ward"]);
        Assert.Empty(schema.Constraints);
        // Forty keys from P1000 on are numbers of four digits: a synthetic table may have more than a hundred persons.
        Assert.Equal("P####", Assert.IsType<IdentifierColumn>(schema["patient_id"]).Pattern);
    }

    [Fact]
    public void A_number_that_is_an_identifier_by_its_cells_is_of_the_entity_that_it_names()
    {
        var schema = Files
            .Infer(
                "cust,nhs\n"
                    + string.Concat(
                        Enumerable
                            .Range(0, Persons * Visits)
                            .Select(row => row % Persons)
                            .Select(person => $"C{10_000 + person},{Nhs(400_000_000 + (person * 7_919))}\n")
                    )
            )
            .Schema;
        Assert.Equal(
            Assert.IsType<IdentifierColumn>(schema["cust"]).Entity,
            Assert.IsType<IdentifierColumn>(schema["nhs"]).Entity
        );

        // One body in eleven has no check digit: the next that has one.
        static string Nhs(int body) =>
            Enumerable
                .Range(body, 11)
                .SelectMany(number => Enumerable.Range(0, 10).Select(digit => $"{number}{digit}"))
                .First(text => CheckDigits.Hold(IdentifierCheck.Mod11, text));
    }

    [Fact]
    public void Few_persons_lend_no_letter_or_digit_to_the_pattern()
    {
        string cells = string.Concat(Enumerable.Range(0, 60).Select(row => $"07700 900 11{row % 3};x\n"));
        var column = Assert.IsType<IdentifierColumn>(Files.Infer("phone;other\n" + cells).Schema["phone"]);
        Assert.Equal("##### ### ###", column.Pattern);
    }

    /// <summary>A phone number keeps its signs and the parts that all have.</summary>
    [Theory]
    [InlineData("phone", "+44 20 7999 999|+44 161 999 9999", "+44 ### #### ####")]
    [InlineData("mobile", "(0171) 999-99|(0171) 99-9999", "(0171) ###-####")]
    [InlineData("fax", "030/99999-9|030/9999-99", "030/#####-##")]
    [InlineData("ssn", "999-99-9999|99-99-9999", "###-##-####")]
    [InlineData("phone", "9999999|999999", null)]
    public void Numbers_of_persons_keep_their_signs(string name, string form, string? pattern) =>
        Assert.Equal(pattern, Assert.IsType<IdentifierColumn>(Drawn.Infer(name, form, 100, 3).Schema[name]).Pattern);

    [Theory]
    [InlineData("9434765919", IdentifierCheck.Mod11)]
    [InlineData("943 476 5919", IdentifierCheck.Mod11)]
    [InlineData("4111111111111111", IdentifierCheck.Luhn)]
    [InlineData("GB82WEST12345698765432", IdentifierCheck.Mod97)] // the example of the IBAN registry
    [InlineData("DE89370400440532013000", IdentifierCheck.Mod97)]
    public void Check_digits_are_verified(string text, IdentifierCheck check)
    {
        Assert.True(CheckDigits.Hold(check, text));
        int last = text.LastIndexOfAny([.. "0123456789"]);
        string wrong = text[..last] + (char)('0' + ((text[last] - '0' + 1) % 10)) + text[(last + 1)..];
        Assert.False(CheckDigits.Hold(check, wrong));
    }

    private static Column Column(string name, string form) =>
        Files
            .Infer(
                $"{name};other\n"
                    + string.Concat(
                        Enumerable
                            .Range(0, Persons * Visits)
                            .Select(row => string.Format(null, form, 10 + (row % Persons), row % 3) + ";x\n")
                    )
            )
            .Schema[name];
}
