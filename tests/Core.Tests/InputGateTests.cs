using System.Text;
using AethergenAI.Evaluation.Costing;
using AethergenAI.Recipes;
using AethergenAI.Schemas;

namespace AethergenAI.Core.Tests;

public sealed class InputGateTests
{
    [Theory]
    [InlineData("""{"a":"\u0000"}""", "a")]
    [InlineData("""{"a":["x",{"b":"\u001b[31m"}]}""", "a[1].b")]
    [InlineData("""{"a":"\ud800"}""", "a")]
    [InlineData("""{"a":"\udc00\ud800"}""", "a")]
    [InlineData("""{"\u0000":1}""", "")]
    [InlineData("""{"a":1e999}""", "a")]
    [InlineData("""{"a":[-1e400]}""", "a[0]")]
    public void What_no_document_may_hold_is_refused_with_its_place(string json, string place)
    {
        RefusedException refusal = Assert.Throws<RefusedException>(() => InputGate.CheckJson(json));
        Assert.Equal("input.not-plain", refusal.Code);
        Assert.Contains(place, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Raw_control_characters_and_bytes_that_are_no_characters_are_refused()
    {
        Assert.Equal("input.not-plain", CodeOf(() => InputGate.CheckJson("{\"a\":\"x\u007f\"}")));
        Assert.Equal("input.not-plain", CodeOf(() => InputGate.CheckJson([.. "{\"a\":\""u8, 0xC0, 0x80, .. "\"}"u8])));
        Assert.Equal("input.not-plain", CodeOf(() => InputGate.CheckText("\ud83d", "x")));
    }

    [Fact]
    public void Names_depth_and_size_have_limits()
    {
        string name = new('n', InputGate.MaxName);
        InputGate.CheckJson($$"""{"name":"{{name}}","text":"{{name}}{{name}}"}""");
        Assert.Equal("input.not-plain", CodeOf(() => InputGate.CheckJson($$"""{"name":"{{name}}n"}""")));
        Assert.Equal("input.not-plain", CodeOf(() => InputGate.CheckJson($$"""{"{{name}}n":1}""")));

        InputGate.CheckJson(new string('[', InputGate.MaxDepth) + new string(']', InputGate.MaxDepth));
        Assert.Equal("input.not-plain", CodeOf(() => InputGate.CheckJson(new string('[', 1_000_000))));
        Assert.Equal("input.not-plain", CodeOf(() => InputGate.CheckJson(new byte[InputGate.MaxDocument + 1])));
    }

    [Fact]
    public void Tabs_line_breaks_and_characters_of_all_planes_pass() =>
        InputGate.CheckJson("""{"a":"x\ty\r\nz","b":"😀 \ud83d\ude00 \u202e مرحبا","c":[1e308,null,true]}""");

    [Theory]
    [InlineData("\ufeff{\"a\":\"\\u0000\"}")]
    public void A_byte_order_mark_hides_nothing(string json) =>
        Assert.Equal("input.not-plain", CodeOf(() => InputGate.CheckJson(Encoding.UTF8.GetBytes(json))));

    public static TheoryData<string> Recipes() =>
        [
            "[",
            "{a: [",
            "name: \"\\0\"",
            "name: \"\\uD800\"",
            "a: 1e999",
            "a: -1e999",
            "a: " + new string('9', 100_000),
            "a: 0x" + new string('f', 100_000),
            new string('[', 5_000),
            new string('-', 5_000) + " a",
            "? [a]\n: b",
            "a: !!binary x",
            "\u0000",
            "a: \u0001",
            "%YAML 1.1\n---\na",
            "a: 'x",
            "a: |\n  x\n y: [",
            "- - - -\n -",
        ];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Yaml_that_is_no_recipe_is_refused(string yaml) =>
        Assert.Throws<RefusedException>(() => RecipeReader.Read(yaml, yaml: true));

    [Theory]
    [InlineData("""{"name":"x","columns":[null]}""")]
    [InlineData("""{"name":"x","columns":[{"kind":"integer","name":"a","min":0,"max":9}],"constraints":[null]}""")]
    [InlineData("""{"name":"x","columns":[{"name":"a"}]}""")]
    [InlineData("""{"name":"x","columns":[{"kind":null,"name":"a"}]}""")]
    [InlineData("""{"name":"x","columns":[{"kind":"categorical","name":"a","levels":[null]}]}""")]
    [InlineData("""{"name":"x","columns":[{"kind":"integer","name":"a","min":0,"max":1e999}]}""")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("")]
    public void Json_that_is_no_schema_is_refused(string json) =>
        Assert.Throws<RefusedException>(() => SchemaReader.Read(json));

    /// <summary>Readers answer whatever there is with a refusal, and with nothing else.</summary>
    [Fact]
    public void Whatever_is_done_to_a_document_its_reader_reads_it_or_refuses()
    {
        var random = new Random(20260729);
        const string schema = """
            {"name":"people","columns":[{"kind":"integer","name":"age","min":0,"max":120},
            {"kind":"categorical","name":"town","levels":["York","Leeds"],"nullable":true}],
            "constraints":[{"kind":"inequality","low":"age","high":"age"}]}
            """;
        const string recipe = """
            {"name":"r","data":{"seed":"s.csv"},"base":{"generator":"copula","rows":100},"repeats":2,
            "factors":[{"name":"realShare","levels":[0.5,1]}]}
            """;
        const string yaml = "name: r\ndata:\n  seed: s.csv\nbase: {generator: copula, rows: 100}\nrepeats: 2\n";
        for (int i = 0; i < 3_000; i++)
        {
            Survives(() => SchemaReader.Read(Mangled(schema, random)));
            Survives(() => RecipeReader.Read(Mangled(recipe, random), yaml: false));
            Survives(() => RecipeReader.Read(Mangled(yaml, random), yaml: true));
            Survives(() => PricesReader.Read(Mangled("""{"version":1,"name":"n","currency":"GBP"}""", random)));
        }
    }

    private static readonly string[] Pieces =
    [
        "null",
        "[",
        "]",
        "{",
        "}",
        "\"",
        ":",
        ",",
        "1e999",
        "\\u0000",
        "\\ud800",
        "-",
        "? ",
        "\n",
        "  ",
        "&a ",
        "*a",
        "!t ",
        "|",
        ">",
        "%",
        "\u0001",
        "true",
        "\"kind\":",
        "[null]",
        "99999999999999999999",
    ];

    private static string Mangled(string text, Random random)
    {
        var mangled = new StringBuilder(text);
        for (int edits = random.Next(1, 4); edits > 0; edits--)
        {
            int at = random.Next(mangled.Length + 1);
            mangled.Remove(at, Math.Min(random.Next(6), mangled.Length - at));
            mangled.Insert(at, Pieces[random.Next(Pieces.Length)]);
        }
        return mangled.ToString();
    }

    private static void Survives(Action read)
    {
        try
        {
            read();
        }
        catch (RefusedException) { }
    }

    private static string CodeOf(Action check) => Assert.Throws<RefusedException>(check).Code;
}
