using AethergenAI.Api.Tests;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Jobs;
using AethergenAI.Data.Postgres;
using AethergenAI.Data.Tests.Postgres;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

[assembly: AssemblyFixture(typeof(ApiFixture))]

namespace AethergenAI.Api.Tests;

/// <summary>The real application on real sockets and a real PostgreSQL, started once for all tests.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    public const string OwnerEmail = "owner@example.org";
    public const string LinkToken = "a-link-token-of-at-least-thirty-two-letters";
    public const string Password = "correct horse battery";

    private readonly string folder = Directory.CreateTempSubdirectory("aethergen-api-").FullName;
    private LocalPostgres postgres = null!;
    private App app = null!;

    public IServiceProvider Services => app.Services;

    public Uri Address => app.ClientOptions.BaseAddress;

    public string AppConnection => postgres.Database.App;

    public string OwnerConnection => postgres.Database.Owner;

    public TenantDb Tenants => Services.GetRequiredService<TenantDb>();

    public BlobStore Blobs => Services.GetRequiredService<BlobStore>();

    /// <summary>Where letters are written instead of sent.</summary>
    public string MailFolder => Path.Combine(folder, "mail");

    public string BlobFolder => Path.Combine(folder, "blobs");

    public async ValueTask InitializeAsync()
    {
        postgres = await LocalPostgres.StartTemporaryAsync(CancellationToken.None);
        await Migrations.ApplyAsync(postgres.Database.Owner, Migrations.All, CancellationToken.None);
        await JobStore.InstallAsync(postgres.Database.Owner, CancellationToken.None);
        app = Start([]);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Another process's worth of the application, on the same database, with other settings.</summary>
    internal App Start(Dictionary<string, string> settings, ILoggerProvider? log = null)
    {
        var started = new App(
            new Dictionary<string, string>
            {
                ["ConnectionStrings:aethergen"] = postgres.Database.App,
                ["Blobs:Root"] = BlobFolder,
                ["Keys:Root"] = Path.Combine(folder, "keys"),
                ["Mail:Folder"] = MailFolder,
                ["Owner:Email"] = OwnerEmail,
                ["Owner:LinkToken"] = LinkToken,
                ["SignIn:AttemptsPerMinute"] = "100000",
                ["Requests:PerOrganisation"] = "100000",
                ["Requests:PerProgram"] = "100000",
            }
                .Concat(settings)
                .GroupBy(setting => setting.Key)
                .ToDictionary(group => group.Key, group => group.Last().Value),
            log
        );
        started.UseKestrel(0);
        started.StartServer();
        return started;
    }

    /// <summary>
    /// A person of this role, signed in with a password, in a tenant that nobody else is in unless it is given.
    /// </summary>
    internal async Task<Person> SignInAsync(Role role = Role.Owner, Id<Tenant>? tenant = null)
    {
        var home = tenant ?? Id<Tenant>.New();
        string email = $"{Guid.CreateVersion7():N}@example.org";
        await using var db = Tenants.OpenFor(home);
        if (tenant is null)
        {
            db.Tenants.Add(
                new Tenant
                {
                    Id = home,
                    Name = "A tenant",
                    CreatedAt = TimeProvider.System.GetUtcNow(),
                }
            );
            await db.SaveChangesAsync();
        }

        await using var scope = Services.CreateAsyncScope();
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            TenantId = home,
            UserName = email,
            Email = email,
        };
        Assert.True(
            (
                await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account, Password)
            ).Succeeded
        );
        db.Members.Add(
            new Member
            {
                AccountId = account.Id,
                Email = email,
                Role = role,
                CreatedAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await db.SaveChangesAsync();

        var person = new Person(Address, home, email, account.Id);
        await person.PostAsync("/api/sign-in", new { email, password = Password });
        return person;
    }

    /// <summary>The id of the run's job.</summary>
    public async Task<string> JobOfAsync(string run)
    {
        await using var command = Services
            .GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("select job_id::text from jobs.run_jobs where run_id = $1");
        command.Parameters.Add(new() { Value = Guid.Parse(run) });
        return (string)(await command.ExecuteScalarAsync())!;
    }

    internal sealed class App(Dictionary<string, string> settings, ILoggerProvider? log = null)
        : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }
            if (log is not null)
            {
                builder.ConfigureLogging(logging => logging.AddProvider(log));
            }
            // Made to be slow for those who guess; here it would only be slow.
            builder.ConfigureServices(services =>
                services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1)
            );
        }
    }
}
