namespace AethergenAI.House;

/// <summary>
/// Every setting that a process reads has a source in the infrastructure, or a reason why it needs none.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class SettingTests
{
    private static readonly string[] Processes = ["api", "worker", "migrate"];

    /// <summary>The processes in whose containers Bicep sets a setting.</summary>
    private static readonly Dictionary<string, string[]> InBicep = new(StringComparer.Ordinal)
    {
        ["ConnectionStrings:aethergen"] = ["api", "worker"],
        ["ConnectionStrings:aethergen_owner"] = ["migrate"],
        ["AETHERGEN_APP_ROLE"] = ["migrate"],
        ["Blobs:Account"] = ["api", "worker"],
        ["Keys:Secret"] = ["api", "worker"],
        ["Owner:Email"] = ["api"],
        ["Owner:Tenant"] = ["api"],
        ["Owner:LinkToken"] = ["api"],
        ["Worker:Queues"] = ["worker"],
        ["AllowedHosts"] = ["api"],
        ["Mail:From"] = ["api"],
        ["Mail:Host"] = ["api"],
        ["Mail:User"] = ["api"],
        ["Mail:Password"] = ["api"],
        ["SignIn:Address"] = ["api"],
    };

    /// <summary>Why Bicep does not set a setting.</summary>
    private static readonly Dictionary<string, string> NotInBicep = new(StringComparer.Ordinal)
    {
        ["Blobs:Root"] = "Blobs:Account takes its place",
        ["Keys:Root"] = "Keys:Secret takes its place",
        ["Web:Root"] = "the API's image sets it",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "the agent of the environment sets it",
        ["AETHERGEN_PARENT"] = "for processes that another one starts",
        ["AETHERGEN_INSTANCE"] = "for processes that another one starts",
        ["Auth:Authority"] = "without it this server issues tokens itself",
        ["Auth:Audience"] = "for Auth:Authority",
        ["Mail:Folder"] = "Mail:Host takes its place",
        ["Mail:Port"] = "its default is meant for production",
        ["Mail:Encrypted"] = "its default is meant for production",
        ["Organisations:AnyoneMayCreate"] = "its default is meant for production",
        ["Organisations:Grace"] = "its default is meant for production",
        ["Passkeys:Domain"] = "the host name of the request takes its place",
        ["SingleSignOn:Domains"] = "without it the installation's own organisation alone signs in elsewhere",
        ["SingleSignOn:AllowPrivateAddresses"] = "its default is meant for production",
        ["SignIn:AttemptsPerMinute"] = "its default is meant for production",
        ["Uploads:LargestSeed"] = "its default is meant for production",
        ["Uploads:LargestPack"] = "its default is meant for production",
        ["Requests:PerOrganisation"] = "its default is meant for production",
        ["Requests:PerProgram"] = "its default is meant for production",
        ["Quotas:StoredBytes"] = "its default is meant for production",
        ["Quotas:Seeds"] = "its default is meant for production",
        ["Quotas:OpenTrials"] = "its default is meant for production",
        ["Worker:RunsAtOnce"] = "its default is meant for production",
        ["Worker:TrialsAtOnce"] = "its default is meant for production",
        ["Worker:Silence"] = "its default is meant for production",
    };

    /// <summary>Variables that others read: the platform and Azure's client.</summary>
    private static readonly string[] OfOthers = ["ASPNETCORE_FORWARDEDHEADERS_ENABLED", "AZURE_CLIENT_ID"];

    [Fact]
    public void The_lists_name_what_the_processes_read_and_nothing_else() =>
        Assert.Equal(
            InBicep.Keys.Concat(NotInBicep.Keys).Order(StringComparer.Ordinal),
            Read().Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Bicep_sets_what_each_process_needs() => House.AssertNone(Missing(Bicep.Infrastructure.Json));

    [Fact]
    public void Bicep_sets_nothing_that_nobody_reads() =>
        House.AssertNone(
            from process in Processes
            from setting in Settings.SetFor(process, Bicep.Infrastructure.Json)
            where !OfOthers.Contains(setting) && !InBicep.ContainsKey(setting)
            select $"{process} gets {setting}, which no process reads"
        );

    [Fact]
    public void The_environment_has_the_agent_that_sets_the_end_of_telemetry() =>
        Assert.Contains("openTelemetryConfiguration", Bicep.Infrastructure.Json, StringComparison.Ordinal);

    [Fact]
    public void The_image_of_the_API_names_the_web_app() =>
        Assert.Contains("\"Web__Root\"", House.Read("Directory.Build.targets"), StringComparison.Ordinal);

    [Theory]
    [InlineData("ConnectionStrings__aethergen_owner", "migrate lacks ConnectionStrings:aethergen_owner")]
    [InlineData("Owner__Email", "api lacks Owner:Email")]
    [InlineData("Keys__Secret", "api lacks Keys:Secret")]
    public void A_setting_that_Bicep_forgets_is_found(string variable, string finding) =>
        Assert.Contains(
            finding,
            Missing(Bicep.Infrastructure.Json.Replace(variable, "Another", StringComparison.Ordinal))
        );

    [Theory]
    [InlineData("configuration[\"Planted:One\"]", "Planted:One")]
    [InlineData("builder.Configuration.GetValue(\"Planted:Two\", 20)", "Planted:Two")]
    [InlineData("configuration.GetConnectionString(\"planted\")", "ConnectionStrings:planted")]
    [InlineData("Environment.GetEnvironmentVariable(\"PLANTED\")", "PLANTED")]
    [InlineData(
        "services.AddOptions<PlantedOptions>()\n  .BindConfiguration(\"Planted\"); "
            + "class PlantedOptions { public int? Three { get; init; } }",
        "Planted:Three"
    )]
    public void A_new_way_to_read_a_setting_is_found(string source, string setting) =>
        Assert.Equal([setting], Settings.ReadIn(source, [source]));

    private static IEnumerable<string> Missing(string json) =>
        from needed in InBicep
        from process in needed.Value
        where !Settings.SetFor(process, json).Contains(needed.Key)
        select $"{process} lacks {needed.Key}";

    private static HashSet<string> Read()
    {
        string[] sources =
        [
            .. new[] { "src/Api", "src/Worker", "src/Data", "src/ServiceDefaults" }
                .SelectMany(folder => House.Files(folder, ".cs"))
                .Select(House.Read),
        ];
        return [.. sources.SelectMany(source => Settings.ReadIn(source, sources))];
    }
}
