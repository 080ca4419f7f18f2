using System.Data.Common;
using System.Reflection;
using AethergenAI;
using AethergenAI.Api.Accounts;
using AethergenAI.Api.Authority;
using AethergenAI.Api.Evaluation;
using AethergenAI.Api.Evidence;
using AethergenAI.Api.Generation;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Mail;
using AethergenAI.Api.Privacy;
using AethergenAI.Api.Recipes;
using AethergenAI.Api.Runs;
using AethergenAI.Api.Schemas;
using AethergenAI.Api.Seeding;
using AethergenAI.Api.SingleSignOn;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Jobs;
using AethergenAI.Data.Keys;
using AethergenAI.Data.Postgres;
using AethergenAI.ServiceDefaults;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.SignalR;
using Npgsql;

var builder = WebApplication.CreateBuilder(args);
var services = builder.Services;
builder.AddServiceDefaults("api");

services.AddSingleton(provider =>
    DatabaseSource.Open(
        provider.GetRequiredService<IConfiguration>().GetConnectionString("aethergen")
            ?? throw new InvalidOperationException(
                "ConnectionStrings:aethergen is not set. Set it to the connection string of the database."
            )
    )
);
services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
services.AddSingleton<TenantDb>();
services.AddHttpContextAccessor();
services.AddScoped(provider =>
{
    var caller = provider.GetRequiredService<IHttpContextAccessor>().HttpContext!.User;
    return provider.GetRequiredService<TenantDb>().OpenFor(caller.Tenant(), caller.Email());
});
services.AddSingleton(provider => BlobStore.FromConfiguration(provider.GetRequiredService<IConfiguration>()));
services.AddSingleton<SigningKeys>();
services.AddSingleton<TimeProvider, MicrosecondClock>();
services.AddScoped<TenantQuotas>();
services.AddScoped<RunSpending>();
services.AddScoped<Memberships>();
services
    .AddOptions<OrganisationOptions>()
    .BindConfiguration("Organisations")
    .ValidateDataAnnotations()
    .ValidateOnStart();
services.AddOptions<QuotaOptions>().BindConfiguration("Quotas").ValidateDataAnnotations().ValidateOnStart();
services.AddOptions<CallerLimitOptions>().BindConfiguration("Requests").ValidateDataAnnotations().ValidateOnStart();
services.AddOptions<UploadOptions>().BindConfiguration("Uploads").ValidateDataAnnotations().ValidateOnStart();

services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
services.AddMail();
services.AddProblems();
services.AddValidation();
services.AddOpenApi(options =>
    options
        .AddSchemaTransformer<WireSchema>()
        .AddDocumentTransformer<HubMessages>()
        .AddDocumentTransformer<ProductVersion>()
);
builder.Logging.AddFilter("OpenIddict", LogLevel.Warning); // it logs codes
builder.AddSignIn();
services.AddSingleSignOn();

services
    .AddSignalR(options =>
    {
        options.StreamBufferCapacity = TelemetryFeed.Frames;
        options.AddFilter<OpenHubs>();
    })
    .AddJsonProtocol(options => Json.Configure(options.PayloadSerializerOptions));
services.AddSingleton<TelemetryFeed>();
services.AddSingleton<ChangeFeed>();
services.AddSingleton<OpenHubs>();

services.AddJobStore();

// The build starts this program without a database to write the OpenAPI document.
bool hasDatabase = Assembly.GetEntryAssembly()?.GetName().Name != "GetDocument.Insider";
if (hasDatabase)
{
    services.AddHostedService<FirstOwner>();
    if (AuthorityServices.IsOwn(builder.Configuration))
    {
        services.AddHostedService<RegisterCommandLine>();
    }
    services.AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
    services.AddHostedService<PostgresListener>();
    services.AddHostedService<DriftLetters>();
    services.AddHostedService(provider => provider.GetRequiredService<OpenHubs>());
}

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseSecurityHeaders();
app.UseSameOriginOnly();
app.UseWebApp();
app.UseEncryptedAuthority();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.UseCallerLimits();
app.UseInputGate();
app.UseIdempotencyKeys();

var api = app.MapGroup("/api")
    .ProducesProblem(StatusCodes.Status401Unauthorized)
    .ProducesProblem(StatusCodes.Status403Forbidden);
api.RefuseWhileEnding();
api.MapAccounts();
api.MapSingleSignOn();
api.MapSignInAuthorities();
api.MapOrganisations();
api.MapMembers();
api.MapInvitations();
api.MapJoining();
api.MapKeys();
if (AuthorityServices.IsOwn(app.Configuration))
{
    api.MapPrograms();
    app.MapAuthority();
}
api.MapAudit();
api.MapProjects();
api.MapSchemas();
api.MapSeeds();
api.MapPrivacy();
api.MapGenerators();
api.MapRecipes();
api.MapPlans();
api.MapCards();
api.MapRuns();
api.MapDrift();
api.MapTrials();
api.MapArtefacts();
api.MapReports();
api.MapMeasures();
api.MapFormLimits();
api.MapPrices();
api.MapUsage();
api.MapPacks();
app.MapHub<TelemetryHub>("/hubs/telemetry", options => options.CloseOnAuthenticationExpiration = true)
    .Needs(Role.Analyst);
app.MapHub<ChangesHub>("/hubs/changes", options => options.CloseOnAuthenticationExpiration = true)
    .RequireAuthorization();
if (hasDatabase)
{
    app.MapJobsDashboard();
}
app.MapHealth();
app.MapOpenApi("/api/openapi.json");
app.MapReferencePage();
if (hasDatabase)
{
    return await app.RunCheckedAsync();
}

await app.RunAsync();
return 0;
