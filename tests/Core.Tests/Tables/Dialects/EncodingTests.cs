using System.Text;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Core.Tests.Tables.Dialects;

public sealed class EncodingTests
{
    private static readonly Dictionary<string, string> Cities = new(StringComparer.Ordinal)
    {
        ["windows-1250"] = "Łódź,Gdańsk,Wrocław,Poznań,Częstochowa,Kraków,Świdnica,Wałbrzych",
        ["windows-1251"] = "Тверь,Москва,Омск,Казань,Уфа",
        ["windows-1253"] = "Αθήνα,Πάτρα,Ηράκλειο",
        ["windows-1254"] = "İstanbul,Muş,Beşiktaş,Eskişehir,Şanlıurfa,Diyarbakır",
        ["windows-1255"] = "ירושלים,חיפה",
        ["windows-1256"] = "القاهرة,دمشق",
        ["windows-1257"] = "Rīga,Rēzekne,Jēkabpils,Panevėžys,Šiauliai",
        ["koi8-r"] = "Тверь,Москва,Омск",
        ["shift_jis"] = "東京,大阪,名古屋,さいたま,山田",
        ["euc-jp"] = "東京,大阪,名古屋",
        ["euc-kr"] = "서울,부산,대구",
        ["gb18030"] = "北京,上海,广州",
        ["big5"] = "臺北,高雄",
        ["ibm852"] = "Łódź,Gdańsk,Wrocław,Poznań",
    };

    public static TheoryData<string> Encodings() => [.. Cities.Keys];

    private static string Text(string encoding) =>
        "city,n\n" + string.Concat(Cities[encoding].Split(',').Select((city, i) => $"{city},{i}\n"));

    private static SchemaProposal Infer(Stream stream, string? declared = null) =>
        SchemaInference.Infer(
            stream,
            "file",
            new CsvOptions { Format = new FileFormat(Encoding: declared) },
            TestContext.Current.CancellationToken
        );

    private static string?[] Read(Stream stream, Schema schema)
    {
        var cities = CsvReader.Read(stream, schema, null, TestContext.Current.CancellationToken).Levels("city");
        return [.. Enumerable.Range(0, cities.Length).Select(row => cities[row])];
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Letters_that_would_come_out_as_others_are_refused_and_the_encoding_is_offered(string encoding)
    {
        var refusal = Assert.Throws<RefusedException>(() => Infer(Files.In(encoding, Text(encoding))));
        Assert.Equal("csv.encoding-unknown", refusal.Code);
        if (encoding is not ("windows-1254" or "windows-1257" or "ibm852"))
        {
            Assert.Contains(encoding, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("windows-1250", "Dvořák,Novák,Černý,Příbram,České Budějovice,Plzeň,Jiří Němec")]
    [InlineData("windows-1250", "Győr,Szőlős,Kovács Erzsébet,Petőfi Sándor,betű")]
    [InlineData("windows-1250", "Petrović,Đorđević,Čakovec,Šibenik,Jovanović")]
    [InlineData("windows-1250", "Constanţa,Timişoara,Iaşi,Bacău,Brăila")]
    [InlineData("ibm850", "Müller,Jäger,Größe,Zürich,Köln")]
    [InlineData("macintosh", "Müller,Jäger,Größe,Zürich,Köln")]
    [InlineData("windows-874", "กรุงเทพ,เชียงใหม่")]
    [InlineData("cp866", "Иван,Анна,Пётр")]
    public void Neighbours_of_western_text_are_refused_too(string encoding, string words)
    {
        string text = "name\n" + words.Replace(',', '\n') + "\n";
        var refusal = Assert.Throws<RefusedException>(() => Infer(Files.In(encoding, text)));
        Assert.Equal("csv.encoding-unknown", refusal.Code);
        Assert.Contains(encoding, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_declared_encoding_is_read_and_kept_in_the_schema(string encoding)
    {
        var schema = Infer(Files.In(encoding, Text(encoding)), encoding).Schema;

        Assert.Equal(encoding, schema.Format.Encoding);
        string[] cities = Cities[encoding].Split(',');
        Assert.Equal(cities, Read(Files.In(encoding, Text(encoding)), Texts(schema)));
        // What the product writes is UTF-8, and the same schema reads it.
        Assert.Equal(cities, Read(Files.Of(Text(encoding)), Texts(schema)));
    }

    [Theory]
    [InlineData("Müller,Éric,Muñoz,Sørensen,Gonçalves,Åsa,Zoë,François,Çelik,Björk")]
    [InlineData("José,Núñez,Peña,Ibáñez,Gómez,Agüero")]
    [InlineData("São Paulo,Camões,Simões,João,Conceição,Lourenço,Magalhães,você")]
    [InlineData("où,déjà,là,à,très,forêt,naïf,cœur,œuvre,Noël,garçon,l’été,Citroën,Hélène")]
    [InlineData("è,più,perché,città,lunedì,però,Niccolò,caffè,cioè")]
    [InlineData("Århus,Tromsø,Ærø,Bodø,Måløy,Læsø,Køge,øye,Ålesund")]
    [InlineData("Þór,Guðrún,Ísafjörður,Hafþór,Sigurðsson,Jökulsárlón,Alþingi")]
    [InlineData("Jyväskylä,Hämeenlinna,yö,päällä,Åbo,sää")]
    [InlineData("Võru,Põlva,Jõgeva,Tõrva,Pärnu")]
    [InlineData("café £5,20 °C,m²,½ l,“quoted”,Straße,¿Qué?,Nº 5,€ 3,5 µg,it’s,naïve")]
    public void Western_text_is_read_and_said_to_be_a_guess(string words)
    {
        string text = "city\n" + string.Concat(words.Split(',').Select(word => word + "\n"));
        var proposal = Infer(Files.In("windows-1252", text));

        Assert.Equal("windows-1252", proposal.Schema.Format.Encoding);
        Assert.Contains(proposal.Notes, note => note.Contains("windows-1252 (Western", StringComparison.Ordinal));
        Assert.Equal(words.Split(','), Read(Files.In("windows-1252", text), Texts(proposal.Schema)));
    }

    [Fact]
    public void Every_command_says_what_it_read_the_file_as()
    {
        var notes = new List<string>();
        var options = new CsvOptions { Note = notes.Add };
        CsvReader.Read(
            Files.Latin1("city\ncafé\n"),
            Files.TextSchema("city"),
            options,
            TestContext.Current.CancellationToken
        );
        Assert.Contains(notes, note => note.Contains("read as windows-1252", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16be")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_names_the_encoding(string encoding)
    {
        Encoding wide = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. wide.GetPreamble(), .. wide.GetBytes("city,n\nŁódź 😀,1\n")];
        Assert.Equal(["Łódź 😀"], Read(new MemoryStream(bytes), Texts(Infer(new MemoryStream(bytes)).Schema)));
    }

    [Fact]
    public void Utf16_without_a_mark_is_read_where_it_is_declared()
    {
        byte[] bytes = Encoding.Unicode.GetBytes("city,n\nŁódź,1\n");
        Assert.Equal("csv.nul-byte", Assert.Throws<RefusedException>(() => Infer(new MemoryStream(bytes))).Code);
        Assert.Equal("city", Infer(new MemoryStream(bytes), "utf-16").Schema.Columns[0].Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_declared_encoding_does_not_depend_on_how_the_stream_is_cut(int piece)
    {
        string text = "city,n\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"東京{i},{i}\n"));
        var schema = Files.TextSchema("city", "n") with { Format = new FileFormat(Encoding: "shift_jis") };
        var pieces = new Dribble(Files.In("shift_jis", text), piece);
        string?[] cities = Read(pieces, schema);
        Assert.Equal("東京399", cities[^1]);
        Assert.Equal(400, cities.Length);
    }

    [Fact]
    public void Letters_far_down_the_file_are_judged_too()
    {
        string plain = "city,n\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"Omsk,{i}\n"));
        byte[] bytes = [.. Encoding.ASCII.GetBytes(plain), .. Files.In("koi8-r", "Тверь,1\n").ToArray()];
        Assert.Equal(
            "csv.encoding-unknown",
            Assert.Throws<RefusedException>(() => Infer(new MemoryStream(bytes))).Code
        );
    }

    [Fact]
    public void Bytes_that_the_declared_encoding_does_not_have_are_refused_by_line()
    {
        byte[] bytes = [.. Files.In("euc-kr", "city,n\n서울,1\n").ToArray(), 0xFF, 0xFF, .. ",2\n"u8];
        var refusal = Assert.Throws<RefusedException>(() => Infer(new MemoryStream(bytes), "euc-kr"));
        Assert.Equal("csv.encoding", refusal.Code);
        Assert.Contains("euc-kr", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("windows-1521", "windows-1251")]
    [InlineData("klingon", "Examples")]
    public void An_unknown_encoding_is_refused_with_the_nearest(string name, string says)
    {
        var refusal = Assert.Throws<RefusedException>(() => Infer(Files.Of("a\n1\n"), name));
        Assert.Equal("csv.encoding-name", refusal.Code);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    private static Schema Texts(Schema inferred) =>
        inferred with
        {
            Columns = [.. inferred.Columns.Select(column => new TextColumn(column.Name))],
            Constraints = [],
        };
}
