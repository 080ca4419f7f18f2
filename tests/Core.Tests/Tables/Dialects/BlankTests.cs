using System.Text;
using AethergenAI.Schemas;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Core.Tests.Tables.Dialects;

/// <summary>Blanks around cells that are not in quotes are left out, and that is said.</summary>
public sealed class BlankTests
{
    private const string Left = "were left out, in ";

    [Theory]
    [InlineData("a,b\nx ,1\n y,2\nz,3\n", "Blanks around the text of 2 cells were left out, in column 'a'. ")]
    [InlineData("a,b\nx, 1\ny,2\n", "Blanks around the text of 1 cell were left out, in column 'b'. ")]
    [InlineData("a,b\nx , 1\ny, 2\n", "Blanks around the text of 3 cells were left out, in columns 'a', 'b'. ")]
    public void Inference_counts_the_cells_and_names_the_columns(string text, string said) =>
        Assert.Contains(Infer(text).Notes, note => note.StartsWith(said, StringComparison.Ordinal));

    [Theory]
    [InlineData("a,b\nx,1\ny,2\n")]
    [InlineData("a,b\n\"x \",1\n\" y\",2\n")] // kept, in quotes
    [InlineData("a,b\n \"x\" ,1\ny,2\n")] // around quotes
    [InlineData("a,b\n   ,1\ny,2\n")] // no text
    public void Nothing_is_said_where_no_text_lost_blanks(string text) =>
        Assert.DoesNotContain(Infer(text).Notes, note => note.Contains(Left, StringComparison.Ordinal));

    [Fact]
    public void Every_reading_says_so_but_one_for_a_private_fit_which_tells_nothing_of_single_cells()
    {
        const string Text = "a,b\nx ,1\n y,2\nz,3\n";
        List<string> notes = [],
            ofPrivate = [];
        CsvReader.Read(Bytes(Text), Infer(Text).Schema, new CsvOptions { Note = notes.Add });
        CsvReader.Read(Bytes(Text), Infer(Text).Schema, new CsvOptions { Note = ofPrivate.Add, NotesOnCells = false });

        Assert.Single(notes, note =>
            note.StartsWith($"Blanks around the text of 2 cells {Left}column 'a'.", StringComparison.Ordinal)
        );
        Assert.Empty(ofPrivate);
    }

    private static SchemaProposal Infer(string text) => SchemaInference.Infer(Bytes(text), "t");

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
