using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Core.Tests.Tables.Dialects;

public sealed class MissingTokenTests
{
    private const string Countries = "country,k\n\"NA\",1\n\"null\",2\n\"NA\",NA\nZA,4\n,5\n";

    [Fact]
    public void Inference_says_which_text_was_taken_for_how_many_missing_cells()
    {
        var proposal = Files.Infer(Countries);

        Assert.Equal(4, proposal.Columns[0].Profile.Missing);
        Assert.Contains(proposal.Notes, note =>
            note.StartsWith(
                "Column 'country': these texts were taken for missing cells: NA in 2 cells, null in 1 cell.",
                StringComparison.Ordinal
            )
        );
        Assert.Contains(proposal.Notes, note => note.Contains("Column 'k'", StringComparison.Ordinal));
    }

    [Fact]
    public void Declared_tokens_keep_the_others_as_texts()
    {
        var proposal = Files.Infer(Countries, new CsvOptions { Format = new FileFormat(Missing: [""]) });

        Assert.Equal(1, proposal.Columns[0].Profile.Missing);
        Assert.DoesNotContain(proposal.Notes, note => note.Contains("taken for missing", StringComparison.Ordinal));
    }
}
