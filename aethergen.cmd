@echo off
rem AethergenAI from a checkout: the launcher (eng\Launcher) builds what changed and names the program to start.
setlocal
set "root=%~dp0"
set "launcher=%root%.aethergen\launcher\AethergenAI.Launcher.dll"
set "stamp=%root%.aethergen\built\launcher"
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
set MSBUILDDISABLENODEREUSE=1
set "get=Install .NET SDK 10 from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again."

where dotnet >nul 2>nul || (
  echo aethergen: the .NET SDK is missing ^(no dotnet in PATH^). %get% 1>&2
  exit /b 3
)
call :fresh || call :build || exit /b 3

for %%v in (test publish docs) do if /i "%~1"=="%%v" (
  dotnet exec "%launcher%" %*
  goto done
)
set "help="
if /i "%~2"=="--help" set "help=--help"
if "%~2"=="-h" set "help=--help"
set "program="
for /f "delims=" %%p in ('dotnet exec "%launcher%" program "%~1" %help%') do set "program=%%p"
if not defined program exit /b 3
dotnet exec "%program%" %*
:done
exit /b %errorlevel%

rem Whether no source of the launcher is newer than its stamp.
:fresh
if not exist "%launcher%" exit /b 1
if not exist "%stamp%" exit /b 1
set "look=Set-Location -LiteralPath '%root%.'; $t = (Get-Item -LiteralPath '%stamp%').LastWriteTimeUtc;"
set "look=%look% $new = Get-ChildItem eng\Launcher, Directory.*.props, global.json -Recurse -File |"
set "look=%look% Where-Object { $_.LastWriteTimeUtc -gt $t -and $_.FullName -notmatch '\\(bin|obj)\\' };"
powershell -NoProfile -Command "%look% if ($new) { exit 1 }"
exit /b %errorlevel%

:build
dotnet --list-sdks 2>nul | findstr /b "10\." >nul || (
  echo aethergen: the .NET SDK 10 is missing ^(dotnet is there, without it^). %get% 1>&2
  exit /b 3
)
if not exist "%root%.aethergen\built" mkdir "%root%.aethergen\built"
echo begun> "%stamp%.begun"
dotnet build "%root%eng\Launcher" -c Release -o "%root%.aethergen\launcher" -v q -nologo -clp:ErrorsOnly 1>&2 || (
  echo aethergen: the build of the launcher failed; what is wrong stands above. 1>&2
  exit /b 3
)
move /y "%stamp%.begun" "%stamp%" >nul
exit /b 0
