@echo off
rem AethergenAI, published: `aethergen up` starts the whole system, `aethergen --help` lists the rest.
setlocal
set "get=Install its runtime from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again."
dotnet --list-runtimes 2>nul | findstr /b /c:"Microsoft.AspNetCore.App 10." >nul || (
  echo aethergen: ASP.NET Core 10 is missing. %get% 1>&2
  exit /b 3
)
if /i "%~1"=="up" (
  dotnet exec "%~dp0app-host\AethergenAI.AppHost.dll" %*
) else (
  dotnet exec "%~dp0cli\AethergenAI.Cli.dll" %*
)
exit /b %errorlevel%
