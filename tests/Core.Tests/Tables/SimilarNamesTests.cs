using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Tables;

public class SimilarNamesTests
{
    [Fact]
    public void Names_that_differ_by_case_only_are_found() =>
        Assert.Equal(("ID", "id"), SimilarNames.ByCase(["a", "ID", "b", "id", "Name", "name"]));

    [Fact]
    public void Different_names_are_not() => Assert.Null(SimilarNames.ByCase(["id", "ids", "ID_", "ıd"]));
}
