using AethergenAI.Recipes;

namespace AethergenAI.Core.Tests.Recipes;

public class RecipeReaderTests
{
    private const string Json = """
        {
          "name": "Does dependence pay?",
          "data": { "seed": "birds.csv", "holdoutShare": 0.25, "target": "Damage" },
          "base": { "rows": 500, "seed": 7 },
          "factors": { "generator": ["independent", "copula"], "rows": [100, 200] },
          "repeats": 3
        }
        """;

    private const string Yaml = """
        # The same in YAML
        name: Does dependence pay?
        data:
          seed: "birds.csv"
          holdoutShare: .25
          target: Damage
        base: {seed: 0x7, rows: +500}
        factors:
          rows: [100, 200]
          generator:
            - independent
            - copula
        repeats: 3
        """;

    [Fact]
    public void Json_and_yaml_of_one_meaning_have_one_hash() =>
        Assert.Equal(
            RecipeHash.Of(RecipeReader.Read(Json, yaml: false)),
            RecipeHash.Of(RecipeReader.Read(Yaml, yaml: true))
        );

    [Fact]
    public void What_a_default_says_may_be_left_out() =>
        Assert.Equal(
            RecipeHash.Of(RecipeReader.Read("""{"name":"a","data":{"seed":"a.csv"}}""", yaml: false)),
            RecipeHash.Of(
                RecipeReader.Read(
                    """{"version":1,"repeats":1,"base":{"generator":"auto"},"data":{"holdoutShare":0.30,"seed":"a.csv"},"name":"a"}""",
                    yaml: false
                )
            )
        );

    [Fact]
    public void A_part_that_says_nothing_is_the_same_as_none() =>
        Assert.Equal(
            RecipeHash.Of(RecipeReader.Read("""{"name":"a","data":{"seed":"a.csv"}}""", yaml: false)),
            RecipeHash.Of(
                RecipeReader.Read(
                    """{"name":"a","data":{"seed":"a.csv","blocks":[]},"design":"""
                        + """{"kind":"full-factorial"},"limits":{},"analysis":{"detect":0.01},"ranges":{"""
                        + """},"measures":[],"baseline":{}}""",
                    yaml: false
                )
            )
        );

    // Runs and packs of the first release name this recipe by this hash.
    [Fact]
    public void A_recipe_of_the_first_format_keeps_its_hash() =>
        Assert.Equal("9c80aab4", RecipeHash.Of(RecipeReader.Read(Json, yaml: false))[..8]);

    [Fact]
    public void A_file_may_carry_the_hash_of_its_recipe()
    {
        string hash = RecipeHash.Of(RecipeReader.Read("""{"name":"a","data":{"seed":"a.csv"}}""", yaml: false));

        Assert.Equal(
            hash,
            RecipeHash.Of(
                RecipeReader.Read(
                    "{\"name\":\"a\",\"hash\":\"" + hash[..12] + "\",\"data\":{\"seed\":\"a.csv\"}}",
                    yaml: false
                )
            )
        );
    }

    [Fact]
    public void A_canonical_recipe_reads_back_as_itself()
    {
        var recipe = RecipeReader.Read(Json, yaml: false);
        string canonical = System.Text.Encoding.UTF8.GetString(CanonicalJson.Serialize(recipe));

        Assert.Equal(
            canonical,
            System.Text.Encoding.UTF8.GetString(CanonicalJson.Serialize(RecipeReader.Read(canonical, yaml: false)))
        );
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    [InlineData("on")]
    [InlineData("\"1\"")]
    [InlineData("2024-01-01")]
    [InlineData("1_000")]
    public void Yaml_scalars_that_only_older_versions_convert_are_text(string scalar) =>
        Assert.Equal(scalar.Trim('"'), RecipeReader.Read($"name: {scalar}\ndata: {{seed: a.csv}}", yaml: true).Name);

    [Theory]
    [InlineData("name: &n a\ndata: {seed: a.csv}", "anchor '&n' on line 1")]
    [InlineData("name: a\ndata: {seed: *n}", "alias '*n' on line 2")]
    [InlineData("name: !!str a\ndata: {seed: a.csv}", "tag 'tag:yaml.org,2002:str' on line 1")]
    [InlineData("name: a\ndata:\n  <<: {seed: a.csv}", "merge key '<<' on line 3")]
    [InlineData("name: a\ndata: {seed: a.csv}\n---\nname: b", "second document '---' on line 3")]
    public void Yaml_that_does_more_than_hold_data_is_refused_by_name_and_line(string yaml, string what)
    {
        var refusal = Assert.Throws<RefusedException>(() => RecipeReader.Read(yaml, yaml: true));

        Assert.Equal("recipe.not-data", refusal.Code);
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"a","data":{"seed":"a.csv"},"repeat":2}""", "'repeat'", "'repeats'")]
    [InlineData("""{"name":"a","data":{"seed":"a.csv","holdoutshare":0.2}}""", "'data.holdoutshare'", "'holdoutShare'")]
    [InlineData("""{"name":"a","data":{"seed":"a.csv"},"base":{"seedrows":2}}""", "'base.seedrows'", "'seedRows'")]
    [InlineData("""{"name":"a","data":{"seed":"a.csv"},"limits":{"minute":2}}""", "'limits.minute'", "'minutes'")]
    [InlineData(
        """{"name":"a","data":{"seed":"a.csv"},"constraints":[{"measure":"utility.ratio","atleast":2}]}""",
        "'constraints[0].atleast'",
        "'atLeast'"
    )]
    [InlineData(
        """{"name":"a","data":{"seed":"a.csv"},"ranges":{"rows":{"low":1,"hihg":2}}}""",
        "'ranges.rows.hihg'",
        "'high'"
    )]
    public void An_unknown_key_is_refused_with_its_path_and_the_nearest_name(string json, string path, string nearest)
    {
        var refusal = Assert.Throws<RefusedException>(() => RecipeReader.Read(json, yaml: false));

        Assert.Equal("recipe.unknown-key", refusal.Code);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"Did you mean {nearest}?", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recipe.malformed", """{"name":"a",}""")]
    [InlineData("recipe.malformed", """{"name":"a","name":"b","data":{"seed":"a.csv"}}""")]
    [InlineData("recipe.malformed", "")]
    [InlineData("recipe.wrong-kind", "null")]
    [InlineData("recipe.wrong-kind", "[]")]
    [InlineData("recipe.wrong-kind", """{"name":"a"}""")]
    [InlineData("recipe.wrong-kind", """{"name":"a","data":null}""")]
    [InlineData("recipe.wrong-kind", """{"name":"a","data":{"seed":"a.csv"},"repeats":"2"}""")]
    [InlineData("recipe.wrong-kind", """{"name":"a","data":{"seed":"a.csv"},"factors":{"rows":null}}""")]
    [InlineData("recipe.unknown-version", """{"version":2,"name":"a","data":{"seed":"a.csv"}}""")]
    [InlineData("recipe.out-of-range", """{"name":" ","data":{"seed":"a.csv"}}""")]
    [InlineData("recipe.out-of-range", """{"name":"a","data":{"seed":""}}""")]
    [InlineData("recipe.out-of-range", """{"name":"a","data":{"seed":"a.csv"},"repeats":0}""")]
    [InlineData("recipe.out-of-range", """{"name":"a","data":{"seed":"a.csv","holdoutShare":0}}""")]
    [InlineData("recipe.out-of-range", """{"name":"a","data":{"seed":"a.csv","holdoutShare":0.95}}""")]
    [InlineData("recipe.out-of-range", """{"name":"a","data":{"seed":"a.csv"},"base":{"rows":0}}""")]
    [InlineData("recipe.out-of-range", """{"name":"a","data":{"seed":"a.csv"},"base":{"seed":9007199254740992}}""")]
    [InlineData("recipe.out-of-range", """{"name":"a","data":{"seed":"a.csv"},"factors":{"rows":[1,"2"]}}""")]
    [InlineData(
        "generation.unknown-generator",
        """{"name":"a","data":{"seed":"a.csv"},"base":{"generator":"copulla"}}"""
    )]
    [InlineData(
        "generation.unknown-generator",
        """{"name":"a","data":{"seed":"a.csv"},"factors":{"generator":["copula","gan"]}}"""
    )]
    [InlineData("recipe.unknown-factor", """{"name":"a","data":{"seed":"a.csv"},"factors":{"seedrows":[1,2]}}""")]
    [InlineData(
        "generation.unknown-option",
        """{"name":"a","data":{"seed":"a.csv"},"base":{"options":{"nothing":1}}}"""
    )]
    [InlineData("recipe.one-level", """{"name":"a","data":{"seed":"a.csv"},"factors":{"rows":[1]}}""")]
    [InlineData(
        "recipe.contradiction",
        """{"name":"a","data":{"seed":"a.csv"},"base":{"rows":10,"syntheticRatio":2}}"""
    )]
    [InlineData(
        "recipe.contradiction",
        """{"name":"a","data":{"seed":"a.csv"},"base":{"syntheticRatio":2},"factors":{"rows":[1,2]}}"""
    )]
    [InlineData("recipe.contradiction", """{"name":"a","data":{"seed":"a.csv"},"limits":{"money":5}}""")]
    [InlineData(
        "recipe.contradiction",
        """{"name":"a","data":{"seed":"a.csv"},"constraints":[{"measure":"utility.ratio","atLeast":0.9},{"measure":"utility.ratio","atMost":0.8}]}"""
    )]
    [InlineData(
        "recipe.contradiction",
        """{"name":"a","data":{"seed":"a.csv"},"repeats":2,"earlyStop":{"afterRepeats":2}}"""
    )]
    [InlineData(
        "recipe.contradiction",
        """{"name":"a","data":{"seed":"a.csv"},"factors":{"rows":[1,2]},"ranges":{"rows":{"low":1,"high":2}},"design":{"kind":"random","cells":2}}"""
    )]
    [InlineData("recipe.range", """{"name":"a","data":{"seed":"a.csv"},"ranges":{"rows":{"low":1,"high":2}}}""")]
    [InlineData(
        "recipe.one-level",
        """{"name":"a","data":{"seed":"a.csv"},"ranges":{"rows":{"low":2,"high":2}},"design":{"kind":"random","cells":2}}"""
    )]
    [InlineData(
        "recipe.out-of-range",
        """{"name":"a","data":{"seed":"a.csv"},"ranges":{"rows":{"low":1,"high":9}},"design":{"kind":"random"}}"""
    )]
    [InlineData("recipe.nothing-varied", """{"name":"a","data":{"seed":"a.csv"},"design":{"kind":"one-at-a-time"}}""")]
    [InlineData(
        "recipe.two-levels",
        """{"name":"a","data":{"seed":"a.csv"},"factors":{"rows":[1,2,3]},"design":{"kind":"plackett-burman"}}"""
    )]
    [InlineData(
        "recipe.other-design",
        """{"name":"a","data":{"seed":"a.csv"},"factors":{"rows":[1,2]},"design":{"resolution":4}}"""
    )]
    [InlineData(
        "recipe.not-a-factor",
        """{"name":"a","data":{"seed":"a.csv"},"factors":{"rows":[1,2]},"baseline":{"generator":"copula"}}"""
    )]
    [InlineData(
        "recipe.not-a-factor",
        """{"name":"a","data":{"seed":"a.csv"},"factors":{"rows":[1,2]},"design":{"effects":["row"]}}"""
    )]
    [InlineData(
        "recipe.out-of-range",
        """{"name":"a","data":{"seed":"a.csv"},"factors":{"rows":[1,2]},"baseline":{"rows":3}}"""
    )]
    [InlineData(
        "recipe.out-of-range",
        """{"name":"a","data":{"seed":"a.csv"},"constraints":[{"measure":"utility.ratio"}]}"""
    )]
    [InlineData(
        "recipe.unknown-measure",
        """{"name":"a","data":{"seed":"a.csv"},"objective":{"measure":"utility.ratios"}}"""
    )]
    [InlineData("recipe.unknown-measure", """{"name":"a","data":{"seed":"a.csv"},"measures":["utility.ratio","m"]}""")]
    [InlineData(
        "recipe.out-of-range",
        """{"name":"a","data":{"seed":"a.csv"},"analysis":{"equivalence":[{"measure":"utility.ratio","margin":0}]}}"""
    )]
    [InlineData(
        "recipe.out-of-range",
        """{"name":"a","data":{"seed":"a.csv","blocks":[{"name":"b","seed":"b.csv"},{"name":"b","seed":"c.csv"}]}}"""
    )]
    [InlineData("recipe.unknown-name", """{"name":"a","data":{"seed":"a.csv"},"design":{"kind":"factorial"}}""")]
    [InlineData("recipe.unknown-name", """{"name":"a","data":{"seed":"a.csv"},"design":{"kind":1}}""")]
    [InlineData("recipe.unknown-name", """{"name":"a","data":{"seed":"a.csv"},"base":{"downstream":"tree"}}""")]
    [InlineData("recipe.unknown-template", """{"name":"a","data":{"seed":"a.csv"},"template":"mow"}""")]
    [InlineData(
        "recipe.bad-generator",
        """{"name":"a","data":{"seed":"a.csv"},"factors":{"rows":[1,2],"seed-rows":[1,2]},"design":"""
            + """{"kind":"fractional-factorial","generators":["rows=seed-rows"]}}"""
    )]
    [InlineData("recipe.hash-mismatch", """{"hash":"0123456789abcdef","name":"a","data":{"seed":"a.csv"}}""")]
    [InlineData("recipe.duplicate-level", """{"name":"a","data":{"seed":"a.csv"},"factors":{"rows":[10,1e1]}}""")]
    public void What_cannot_be_carried_out_is_refused_with_its_code(string code, string json) =>
        Assert.Equal(code, Assert.Throws<RefusedException>(() => RecipeReader.Read(json, yaml: false)).Code);

    [Theory]
    [InlineData("name: [a")]
    [InlineData("name: a\nname: b\ndata: {seed: a.csv}")]
    [InlineData("name: .inf\ndata: {seed: a.csv}")]
    [InlineData("name: 'a")]
    public void Yaml_that_cannot_be_read_is_refused_with_its_line(string yaml)
    {
        var refusal = Assert.Throws<RefusedException>(() => RecipeReader.Read(yaml, yaml: true));

        Assert.Equal("recipe.malformed", refusal.Code);
        Assert.Matches(@"line \d+, position \d+", refusal.Message);
    }

    [Fact]
    public void Nesting_without_end_is_refused_and_not_followed() =>
        Assert.Equal(
            "recipe.malformed",
            Assert.Throws<RefusedException>(() => RecipeReader.Read(new string('[', 5000), yaml: true)).Code
        );

    [Fact]
    public void A_recipe_of_too_many_parts_is_refused() =>
        Assert.Equal(
            "recipe.too-long",
            Assert
                .Throws<RefusedException>(() =>
                    RecipeReader.Read(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i}: 0\n")), yaml: true)
                )
                .Code
        );
}
