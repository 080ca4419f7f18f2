using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Text;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Mail;
using AethergenAI.Data.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Accounts;

/// <summary>A new password for whoever has forgotten theirs, by a link that is sent to their address.</summary>
internal static partial class ResetEndpoints
{
    internal static readonly TimeSpan LinkLife = TimeSpan.FromHours(1);

    /// <summary>Routes below <c>/api/sign-in</c>.</summary>
    public static void MapReset(this IEndpointRouteBuilder signIn)
    {
        signIn.MapPost("/forgot", Forgot).WithName("ForgotPassword").ProducesProblem(StatusCodes.Status409Conflict);
        signIn.MapPost("/reset", Reset).WithName("ResetPassword").ProducesProblem(StatusCodes.Status400BadRequest);
    }

    public sealed record Forgotten
    {
        [Required, EmailAddress, StringLength(254)]
        public required string Email { get; init; }
    }

    public sealed record PasswordReset
    {
        /// <summary>The part of the link after <c>#</c>.</summary>
        [Required, StringLength(2000)]
        public required string Token { get; init; }

        /// <summary>At least 12 characters, of any kind.</summary>
        [Required, StringLength(FormLimits.MaxPassword, MinimumLength = FormLimits.MinPassword)]
        public required string Password { get; init; }
    }

    /// <summary>
    /// Sends a link to the address if it has an account. The answer and its time are the same if it has none.
    /// </summary>
    internal static async Task<NoContent> Forgot(
        Forgotten request,
        UserManager<Account> accounts,
        IMail mail,
        IOptions<ResetOptions> options,
        IConfiguration configuration,
        HttpRequest http,
        TimeProvider clock,
        ILogger<ResetOptions> log,
        CancellationToken ct
    )
    {
        long start = clock.GetTimestamp();
        Uri? address = options.Value.AddressFor(http, configuration["AllowedHosts"]);
        if (mail is NoMail || address is null)
        {
            throw AccountRefusals.NoMail();
        }

        if (await accounts.FindByEmailAsync(request.Email.Trim()) is { Email: { } email } account)
        {
            string token = await accounts.GeneratePasswordResetTokenAsync(account);
            var link = new Uri(address, $"/new-password#{Pack(account.Id, token)}");
            // Not awaited: how long a letter takes tells whether there is an account.
            _ = SendAsync(mail, LetterFor(email, link), log);
        }

        await SignInEndpoints.EvenOutAsync(clock, start, ct);
        return TypedResults.NoContent();
    }

    /// <summary>
    /// Sets the password and ends all sessions of the account. Two-step sign-in stays on, unless the address was never
    /// confirmed: then every other way to sign in goes.
    /// </summary>
    internal static async Task<NoContent> Reset(
        PasswordReset request,
        UserManager<Account> accounts,
        AccountDb db,
        Sessions sessions
    )
    {
        if (
            Unpack(request.Token) is not { } asked
            || await accounts.FindByIdAsync(asked.Account.ToString()) is not { } account
        )
        {
            throw AccountRefusals.BadResetLink();
        }

        var result = await accounts.ResetPasswordAsync(account, asked.Token, request.Password);
        if (result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.InvalidToken)))
        {
            throw AccountRefusals.BadResetLink();
        }
        if (!result.Succeeded)
        {
            throw AccountRefusals.PasswordNotSet(result.Errors.Select(error => error.Description));
        }

        if (!account.EmailConfirmed)
        {
            await UnconfirmedAccounts.ForgetWaysAsync(db, account); // the link was sent to the address
        }
        await sessions.EndAsync(accounts, account);
        return TypedResults.NoContent();
    }

    private static string Pack(Guid account, string token) =>
        $"{account:N}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token))}";

    private static (Guid Account, string Token)? Unpack(string text) =>
        text.Split('.') is [var account, var token]
        && Guid.TryParseExact(account, "N", out Guid id)
        && Base64Url.IsValid(token)
            ? (id, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)))
            : null;

    private static Letter LetterFor(string email, Uri link) =>
        new(
            email,
            "A new password for AethergenAI",
            $"""
            Somebody, probably you, asked for a new password for {email} on AethergenAI.

            Open this link to set it. It works once, for {LinkLife.TotalMinutes} minutes:
            {link}

            If it was not you, do nothing: your password stays as it is.
            """
        );

    private static async Task SendAsync(IMail mail, Letter letter, ILogger log)
    {
        try
        {
            await mail.SendAsync(letter, CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNotSent(log, failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "A letter about a forgotten password could not be written")]
    private static partial void LogNotSent(ILogger log, Exception failure);
}
