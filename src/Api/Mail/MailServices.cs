using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Mail;

internal static class MailServices
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IMail>(provider =>
        {
            MailOptions settings = provider.GetRequiredService<IOptions<MailOptions>>().Value;
            if (settings.Host is { Length: > 0 })
            {
                return ActivatorUtilities.CreateInstance<SmtpMail>(provider);
            }
            return settings.Folder is { Length: > 0 }
                ? ActivatorUtilities.CreateInstance<FolderMail>(provider)
                : new NoMail();
        });
    }
}
