using System.Net;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>Tells addresses of the internet from those of this machine, its network and its cloud.</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Others =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10", // shared by customers of a provider
            "127.0.0.0/8",
            "168.63.129.16/32", // Azure's own services, as every machine there sees them
            "169.254.0.0/16", // link-local; clouds give secrets there
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3", // many receivers, and reserved
            "::/96",
            "64:ff9b::/96", // stands for an IPv4 address, as do the next three
            "64:ff9b:1::/48",
            "2001::/32",
            "2002::/16",
            "2001:db8::/32",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    internal static bool Include(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Others.Any(network => network.Contains(plain));
    }
}
