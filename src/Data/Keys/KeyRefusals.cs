namespace AethergenAI.Data.Keys;

internal static class KeyRefusals
{
    internal static RefusedException NoPlace() =>
        new(
            RefusalKind.Invalid,
            "keys.no-place",
            "Keys:Root and Keys:Secret are both empty, so nobody could read cookies and signing keys after a restart. "
                + "Set Keys:Root to a folder that all processes share, or Keys:Secret to the secret that encrypts the "
                + "keys in the database."
        );

    internal static RefusedException TwoPlaces() =>
        new(
            RefusalKind.Invalid,
            "keys.two-places",
            "Keys:Root and Keys:Secret are both set, so it is not clear whether the keys are in the folder or in the "
                + "database. Remove one of them."
        );

    internal static RefusedException ShortSecret(int least) =>
        new(
            RefusalKind.Invalid,
            "keys.short-secret",
            $"Keys:Secret has fewer than {least} characters. Make one with `openssl rand -base64 32`."
        );

    internal static RefusedException OtherSecret() =>
        new(
            RefusalKind.Conflict,
            "keys.other-secret",
            "The keys in the database were encrypted with another secret than Keys:Secret. Set Keys:Secret to the one "
                + "of the first start; without it, cookies and signing keys cannot be read."
        );

    internal static RefusedException FolderUnusable(string root, string reason) =>
        new(
            RefusalKind.Conflict,
            "keys.folder-unusable",
            $"The folder of the key ring, {root}, cannot be read and written: {reason} "
                + "Give this process the right to it, free some space on its disk, or set Keys:Root to another folder."
        );

    internal static RefusedException Damaged(string file) =>
        new(
            RefusalKind.Conflict,
            "keys.damaged",
            $"The key {file} is damaged: it is not XML. Restore it from a backup. If you have none, move it out of the "
                + "folder: everybody signs in again, each tenant's next pack is signed with a new key, and packs from "
                + "before still verify."
        );
}
