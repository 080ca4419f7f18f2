using AethergenAI.Api.Hosting;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Api.Tests.Hosting;

/// <summary>What the web's forms need to know, served once and defined once.</summary>
public sealed class FormLimitsTests(ApiFixture api)
{
    [Fact]
    public async Task Anyone_may_ask_and_gets_what_the_server_itself_goes_by()
    {
        using var nobody = new Person(api.Address);
        var limits = await nobody.GetAsync("/api/limits");
        Assert.Equal(FormLimits.MinPassword, limits.GetProperty("minPasswordLength").GetInt32());
        Assert.Equal(TextColumn.RedactedText, limits.GetProperty("redactedText").GetString());
        Assert.Equal(CategoricalColumn.MaxLevelDepth, limits.GetProperty("maxLevelDepth").GetInt32());
        Assert.Equal(
            MissingTokens.Default,
            limits.GetProperty("missingTexts").EnumerateArray().Select(text => text.GetString()!)
        );
        Assert.Equal(["reviewer", "analyst", "engineer", "owner"], Texts("roles"));
        Assert.Equal(["seeding", "fitting", "sampling", "evaluation", "evidence"], Texts("stages"));
        Assert.Equal(["identifier", "categorical", "integer"], Texts("entityKinds"));
        Assert.Equal([",", ";", "\t", "|"], Values("delimiters"));
        Assert.Equal(UsualEncodings.All.Select(encoding => encoding.Value), Values("encodings"));
        Assert.All(Values("encodings"), encoding => Assert.True(TextEncodings.Known(encoding), encoding));
        Assert.Equal("refuse", limits.GetProperty("privacy").GetProperty("excess").GetString());

        IEnumerable<string> Texts(string list) =>
            limits.GetProperty(list).EnumerateArray().Select(text => text.GetString()!);
        IEnumerable<string> Values(string list) =>
            limits.GetProperty(list).EnumerateArray().Select(choice => choice.GetProperty("value").GetString()!);
    }

    [Fact]
    public async Task Every_estimand_has_words()
    {
        using var nobody = new Person(api.Address);
        var estimands = (await nobody.GetAsync("/api/measures")).GetProperty("estimands").EnumerateArray();
        Assert.Equal(
            ["table", "fitted-model", "recipe"],
            estimands.Select(named => named.GetProperty("estimand").GetString())
        );
    }
}
