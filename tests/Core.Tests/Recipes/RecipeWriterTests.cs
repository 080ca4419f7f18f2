using AethergenAI.Recipes;

namespace AethergenAI.Core.Tests.Recipes;

public class RecipeWriterTests
{
    [Theory]
    [InlineData(
        """{"name":"yes","data":{"seed":"a b.csv"},"factors":{"generator":["independent","copula"],"rows":[1,2]}}"""
    )]
    [InlineData(
        """{"name":"1e3: # not a comment","question":"\"Quoted\"\nand more? ε ≤ 1","data":"""
            + """{"seed":"0x10","target":"~"},"base":{"rows":7,"seed":9007199254740000}}"""
    )]
    [InlineData(
        """{"name":"null","data":{"seed":"- x","blocks":[{"name":"b: c","seed":"*d"}]},"repeats":2,"limits":{"minutes":0.5}}"""
    )]
    public void A_recipe_reads_back_from_both_formats_with_its_hash(string text)
    {
        var recipe = RecipeReader.Read(text, yaml: false);

        Assert.All([false, true], yaml =>
            Assert.Equal(
                RecipeHash.Of(recipe),
                RecipeHash.Of(RecipeReader.Read(RecipeWriter.Write(recipe, yaml), yaml))
            )
        );
    }
}
