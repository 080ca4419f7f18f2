#!/usr/bin/env bash
# Fails if a package has a known vulnerability. It asks nuget.org and npm, so `./aethergen test --style`, which works
# without a network, does not run it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

list() {
  dotnet restore "$1" --verbosity quiet
  dotnet list "$1" package --vulnerable --include-transitive --format json > "$work/list.json"
}

# A feed without a list of vulnerabilities answers like one that knows of none. So a package with a vulnerability,
# GHSA-5crp-9r3c-p9vr, must be found first.
cat > "$work/probe.csproj" << 'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.3" /></ItemGroup>
</Project>
PROJECT
list "$work/probe.csproj"
if ! grep -q '"vulnerabilities"' "$work/list.json"; then
  echo "The NuGet feed did not name the vulnerability of Newtonsoft.Json 12.0.3, so it says nothing of ours either." >&2
  exit 1
fi

list AethergenAI.sln
if grep -q '"vulnerabilities"' "$work/list.json"; then
  cat "$work/list.json"
  echo "Packages of .NET have known vulnerabilities, listed above. Raise their versions." >&2
  exit 1
fi

for folder in web native; do
  (cd "$folder" && npm audit --omit=dev)
done
