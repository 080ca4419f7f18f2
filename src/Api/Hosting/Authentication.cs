using AethergenAI.Api.Accounts;
using AethergenAI.Api.Authority;
using AethergenAI.Api.Runs;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data.Accounts;
using AethergenAI.Data.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Api.Hosting;

internal static class Authentication
{
    /// <summary>How long a person who does nothing stays signed in.</summary>
    internal static readonly TimeSpan CookieLife = TimeSpan.FromDays(7);

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<OwnerOptions>().BindConfiguration("Owner").ValidateDataAnnotations().ValidateOnStart();
        services.AddDbContext<AccountDb>(
            (provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
        );
        var authentication = services
            .AddAuthentication(ApiKeyAuthentication.Either)
            .AddCookie(IdentityConstants.ApplicationScheme, Configure)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, ConfigureStep);
        ApiKeyAuthentication.Add(authentication);
        services.AddSingleton<ApiKeys>();
        builder.AddAuthority(authentication);
        services.AddAuthorization();
        services
            .AddIdentityCore<Account>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.User.AllowedUserNameCharacters = ""; // any address that can be written to
                // Only the length matters: rules about kinds of characters make passwords predictable.
                options.Password = new PasswordOptions
                {
                    RequiredLength = FormLimits.MinPassword,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                    RequiredUniqueChars = 4,
                };
            })
            .AddUserStore<AccountStore>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<MemberClaims>()
            .AddPasswordValidator<GuessablePasswords>()
            .AddTokenProvider<DataProtectorTokenProvider<Account>>(TokenOptions.DefaultProvider)
            .AddTokenProvider<OnceOnlyCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<DataProtectionTokenProviderOptions>(options =>
            options.TokenLifespan = ResetEndpoints.LinkLife
        );
        services.AddOptions<ResetOptions>().BindConfiguration("SignIn").ValidateOnStart();
        services.AddPasskeys();
        services.AddSingleton<Sessions>();
        services.AddKeyRing(builder.Configuration);

        services.AddRateLimiter(limiter =>
        {
            limiter.LimitConcurrency();
            limiter.LimitSignIn(builder.Configuration);
        });
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "aethergen";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = CookieLife;
        options.SlidingExpiration = true;
        // The caller is a program, not a page: answer with a status instead of a redirect.
        options.Events.OnRedirectToLogin = context =>
            IsPageOfJobs(context.Request) ? SignIn(context) : Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        options.Events.OnSigningIn = Sessions.BeginAsync;
        options.Events.OnValidatePrincipal = Sessions.ValidateAsync;
    }

    /// <summary>
    /// Between the steps of a sign-in: holds a passkey's challenge, or who has given the right password. Encrypted.
    /// </summary>
    private static void ConfigureStep(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "aethergen-step";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
        options.SlidingExpiration = false;
    }

    /// <summary>The dashboard of jobs is a page: its reader is sent to the page that signs in.</summary>
    private static bool IsPageOfJobs(HttpRequest request) =>
        request.Path.StartsWithSegments(JobsDashboard.Path)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static Task SignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect("/sign-in");
        return Task.CompletedTask;
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
