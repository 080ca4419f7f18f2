using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.Data.Keys;

/// <summary>Encrypts each key of the ring with the secret before it is stored.</summary>
internal sealed class SecretEncryption(KeySecret secret) : IXmlEncryptor
{
    internal const string Element = "encryptedWithSecret";

    internal const string SecretName = "secret";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(
            new XElement(
                Element,
                new XAttribute(SecretName, secret.Name),
                secret.Encrypt(plaintextElement.ToString(SaveOptions.DisableFormatting))
            ),
            typeof(SecretDecryption)
        );
}

/// <summary>
/// Undoes <see cref="SecretEncryption"/>. Stored keys name this type: do not rename it, or they cannot be read.
/// </summary>
internal sealed class SecretDecryption(IServiceProvider services) : IXmlDecryptor
{
    private readonly KeySecret secret = services.GetRequiredService<KeySecret>();

    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(secret.Decrypt(encryptedElement.Value));
}
