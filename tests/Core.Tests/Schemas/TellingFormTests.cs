using System.Net;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>
/// Cells that name persons or devices by their form are generated, and those that may are doubted, however often they
/// repeat and whatever their column is called.
/// </summary>
public sealed class TellingFormTests
{
    [Theory]
    [InlineData("c3", "hh:hh:hh:hh:hh:hh", "**:**:**:**:**:**")]
    [InlineData("device", "HH-HH-HH-HH-HH-HH", "%%-%%-%%-%%-%%-%%")]
    [InlineData("value", "hhhh.hhhh.hhhh", "****.****.****")]
    [InlineData("x", "hh:hh:hh:hh:hh:hh|HH-HH-HH-HH-HH-HH", "02:%%:%%:%%:%%:%%")]
    [InlineData("host", "2001:db8:hhh:hhhh::hh", "fd00::****:****:****:****")]
    [InlineData("c5", "fe80::hhhh:hhhh%eth0|::ffff:192.168.1.99", "fd00::****:****:****:****")]
    [InlineData("ip", "192.168.99.9|10.9.9.99", "10.1##.1##.1##")]
    [InlineData("ip", "81.12.3.99|81.12.3.9|192.168.9.9", "10.1##.1##.1##")]
    [InlineData("source", "81.199.99.9:4499", "10.1##.1##.1##")]
    [InlineData("c7", "WVWZZZ1JZ9W999999", "WVWZZZ1JZ#W######")]
    [InlineData("car", @"1\HGCM99999A999999", "1HGCM#####?######")]
    [InlineData("v1", "@aaaaa|@aaa_9", "@~~~~~~##")]
    [InlineData("c8", "aaaaa@aaaa.example", "~~~~~~##@example.org")]
    [InlineData(
        "ssh",
        "hh:hh:hh:hh:hh:hh:hh:hh:hh:hh:hh:hh:hh:hh:hh:hh",
        "**:**:**:**:**:**:**:**:**:**:**:**:**:**:**:**"
    )]
    [InlineData("seen_by", "MD5:hh:hh:hh:hh:hh:hh:hh:hh", "MD5:**:**:**:**:**:**:**:**")]
    [InlineData(
        "cert",
        @"S\H\A256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa+",
        "SHA256:~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~+"
    )]
    public void Forms_that_name_are_generated(string name, string form, string pattern)
    {
        foreach ((int keys, int each, int missing) in ((int, int, int)[])[(40, 30, 0), (300, 2, 4), (200, 1, 0)])
        {
            Column column = Drawn.Infer(name, form, keys, each, missing).Schema[name];
            Assert.Equal(pattern, Assert.IsType<IdentifierColumn>(column).Pattern);
            Assert.Null(column.Doubt);
        }
    }

    [Fact]
    public void Made_up_internet_addresses_are_private_ones()
    {
        Assert.True(IPAddress.TryParse("10.100.199.155", out _));
        Assert.True(IPAddress.TryParse("fd00::00a1:ffff:0000:12ab", out _));
    }

    [Theory]
    [InlineData("sensor", "hh:hh:hh:hh:hh:hh", "hardware addresses (MAC)")]
    [InlineData("gateway", "192.168.9.99", "internet addresses (IP)")]
    [InlineData("sender", "aaa@aaa.example", "e-mail addresses")]
    [InlineData("c3", "WVWZZZ1JZ9W999999", "vehicle identification numbers (VIN)")]
    [InlineData("c4", "@aaaaaa", "handles")]
    public void A_few_of_them_are_doubted(string name, string form, string what)
    {
        Column column = Drawn.Infer(name, form, 4, 50).Schema[name];
        Assert.StartsWith($"Its cells are {what} (200 cells", Assert.IsType<CategoricalColumn>(column).Doubt);
    }

    [Fact]
    public void One_cell_in_ten_may_be_something_else()
    {
        string[] cells = [.. Enumerable.Range(0, 190).Select(row => $"00:1a:2b:3c:4d:{row % 38 + 16:x2}")];
        string[] odd = ["unknown", "none", "lost"];
        Assert.IsType<IdentifierColumn>(Drawn.Of("x", [.. cells, .. odd]).Schema["x"]);
        Assert.IsType<IdentifierColumn>(Drawn.Of("x", [.. odd, .. cells]).Schema["x"]);
        string[] words = [.. Enumerable.Range(0, 60).Select(row => $"word {(char)('a' + (row % 20))}")];
        Assert.IsType<CategoricalColumn>(Drawn.Of("x", [.. cells, .. words]).Schema["x"]);
    }

    [Theory]
    [InlineData("version", "1.9.9.9")]
    [InlineData("c3", "9.9.9.99")]
    [InlineData("clause", "9.9.9.9")]
    [InlineData("hex", "hh-hh")]
    [InlineData("opcode", "hh:hh")]
    [InlineData("mention", "@ aaa")]
    [InlineData("plan", "AAA AAA AAA AAA AAA")]
    public void Others_are_not(string name, string form) =>
        Assert.IsNotType<IdentifierColumn>(Drawn.Infer(name, form, 20, 20).Schema[name]);

    [Theory]
    [InlineData("AA99 AAA")] // Great Britain
    [InlineData("AA99AAA")]
    [InlineData("AA-999-AA")] // France
    [InlineData("AA999AA")] // Italy
    [InlineData("9999 AAA")] // Spain
    [InlineData("AA 99 AA 9999")] // India
    [InlineData("99-AA-AA|9-AAA-99|AA-999-A")] // the Netherlands
    [InlineData("AA-AA 9999|A-A 999|AAA-AA 99\\E")] // Germany
    [InlineData("AA 99999|AAA 9AA99")] // Poland
    [InlineData("AAA-9999")]
    [InlineData("9AAA999")] // United States
    [InlineData("N999AA|N99AA|N9999A")] // aircraft
    [InlineData("G-AAAA|D-AAAA")]
    public void Registrations_are_generated_if_the_name_tells_and_doubted_if_not(string form)
    {
        foreach ((int keys, int each, int missing) in ((int, int, int)[])[(40, 30, 0), (200, 3, 7)])
        {
            foreach (string name in (string[])["c3", "value", "fleet"])
            {
                string? doubt = Drawn.Infer(name, form, keys, each, missing).Schema[name].Doubt;
                Assert.Contains("look like registrations of vehicles or aircraft, or like codes of products", doubt);
            }
            foreach (string name in (string[])["reg", "vehicle", "plate_1", "Kennzeichen", "tail", "targa"])
            {
                Column column = Drawn.Infer(name, form, keys, each, missing).Schema[name];
                Assert.NotNull(Assert.IsType<IdentifierColumn>(column).Entity);
            }
        }
    }

    [Theory]
    [InlineData("tailnum", "N9999")]
    [InlineData("tail_number", "N999AA")]
    [InlineData("number_plate", "AA 9")]
    [InlineData("imei", "359999999999999")]
    [InlineData("aircraft", "EI-AAA|PH-AAA")]
    [InlineData("client_ip", "1.2.9.9")]
    [InlineData("mac_addr", "hhhhhhhhhhhh")]
    public void Names_of_devices_tell_too(string name, string form) =>
        Assert.IsType<IdentifierColumn>(Drawn.Infer(name, form, 60, 15).Schema[name]);

    [Theory]
    [InlineData("SKU-9-99")]
    [InlineData("AB-9999")]
    [InlineData("GB-AAA")]
    [InlineData("N99")]
    [InlineData("AAAA AAAA")]
    public void Codes_with_the_same_letters_are_no_registrations(string form) =>
        Assert.Null(Drawn.Infer("group", form, 40, 30).Schema["group"].Doubt);

    [Theory]
    [InlineData("c3", "aaaa.aaaaa", true)]
    [InlineData("value", "a.aaaaaa|aaa.aaaa9", true)]
    [InlineData("column_1", "aaaaa.aaa", true)]
    [InlineData("data", "aaaa.aaaaa99", true)]
    [InlineData("V4", "aaaaaa.aa", true)]
    [InlineData("c3", "aaaa_aaaaa", false)] // as levels of programs are
    [InlineData("event", "aaaa.aaaaa", false)]
    [InlineData("c3", "aaaa.aaa.aaa", false)]
    [InlineData("c3", "Aaaaa.aaa", false)]
    public void User_names_are_doubted_where_the_name_does_not_tell(string name, string form, bool doubted)
    {
        foreach ((int keys, int each, int missing) in ((int, int, int)[])[(30, 20, 0), (300, 2, 4)])
        {
            Column column = Drawn.Infer(name, form, keys, each, missing).Schema[name];
            Assert.Equal(doubted, column.Doubt?.Contains("look like names of users") is true);
        }
    }

    [Theory]
    [InlineData("created_by", "aaaa.aaaaa", "~~~~~~.~~~~~~")]
    [InlineData("owner", "aaaa_aaaaa", "~~~~~~_~~~~~~")]
    [InlineData("counted by", "a.aaaaaa", "~~~~~~.~~~~~~")]
    [InlineData("login", "a-aaaaaa", "~-~~~~~~")]
    [InlineData("approver", "aa.aaaaaa|aaa.aaaa", "~~~~~~.~~~~~~")]
    [InlineData("user", "aaa.aaaaa|a.aaa", "~~~~~~.~~~~~~")]
    public void They_are_generated_where_it_does(string name, string form, string pattern)
    {
        Column column = Drawn.Infer(name, form, 40, 10).Schema[name];
        Assert.Equal(pattern, Assert.IsType<IdentifierColumn>(column).Pattern);
    }
}
