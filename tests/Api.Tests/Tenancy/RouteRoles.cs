using AethergenAI.Tenancy;

namespace AethergenAI.Api.Tests.Tenancy;

/// <summary>The lowest role of each route; one that is in no list is an analyst's.</summary>
internal static class RouteRoles
{
    /// <summary>
    /// What a measure means is the same for everyone; a reviewer reads a pack without an account. Whoever joins sets a
    /// password, and is told how long it must be.
    /// </summary>
    internal static readonly string[] ForAnyone =
    [
        "SignIn",
        "SignInWithLink",
        "SignInWithCode",
        "SignInWithRecoveryCode",
        "GetPasskeyRequestOptions",
        "SignInWithPasskey",
        "GetSingleSignOn",
        "BeginSingleSignOn",
        "ForgotPassword",
        "ResetPassword",
        "SignOut",
        "SignOutEverywhere",
        "ListMeasures",
        "GetFormLimits",
        "LookAtInvitation",
        "AcceptInvitation",
    ];

    private static readonly string[] ForReviewers =
    [
        "GetMe",
        "SetPassword",
        "GetOrganisation",
        "ListOrganisations",
        "CreateOrganisation",
        "OpenOrganisation",
        "LeaveOrganisation",
        "ListSessions",
        "EndSession",
        "EndOtherSessions",
        "ListPasskeys",
        "GetPasskeyCreationOptions",
        "AddPasskey",
        "RenamePasskey",
        "RemovePasskey",
        "GetSignInWays",
        "ListConnectedLogins",
        "ConnectLogin",
        "DisconnectLogin",
        "SetUpTwoFactor",
        "TurnOnTwoFactor",
        "TurnOffTwoFactor",
        "RenewRecoveryCodes",
        "GetReport",
        "DownloadPack",
        "ListSigningKeys",
        "VerifyPack",
    ];

    private static readonly string[] ForEngineers =
    [
        "CreateProject",
        "SaveSchema",
        "UploadSeed",
        "ReadSeedAgain",
        "WatchForDrift",
        "StopWatchingForDrift",
        "CheckForDriftNow",
    ];

    private static readonly string[] ForOwners =
    [
        "SetPrices",
        "SayWhosePeople",
        "SetBudget",
        "RotateSigningKey",
        "SetRole",
        "RemoveMember",
        "ListInvitations",
        "Invite",
        "WithdrawInvitation",
        "ListPrograms",
        "MakeProgram",
        "EndProgram",
        "ListKeys",
        "MakeKey",
        "RotateKey",
        "EndKey",
        "ListSignInAuthorities",
        "AddSignInAuthority",
        "ChangeSignInAuthority",
        "RemoveSignInAuthority",
        "CheckSignInAuthority",
        "ListAudit",
        "ExportAudit",
        "RenameOrganisation",
        "TransferOwnership",
        "ExportOrganisation",
        "EndOrganisation",
        "KeepOrganisation",
    ];

    /// <summary>The lowest role that may ask; null where no one must be signed in.</summary>
    internal static Role? Needed(string route)
    {
        if (ForAnyone.Contains(route))
        {
            return null;
        }
        (string[] Routes, Role Role)[] lists =
        [
            (ForReviewers, Role.Reviewer),
            (ForEngineers, Role.Engineer),
            (ForOwners, Role.Owner),
        ];
        return lists.Where(list => list.Routes.Contains(route)).Select(list => list.Role).SingleOrDefault(Role.Analyst);
    }
}
