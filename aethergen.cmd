@echo off
rem AethergenAI from a checkout: builds what is not up to date, then starts it. `aethergen --help` lists everything.
setlocal
set "root=%~dp0"
set "state=%root%.aethergen\built"
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
set MSBUILDDISABLENODEREUSE=1

where dotnet >nul 2>nul || (
  echo aethergen: the .NET SDK is missing ^(no dotnet in PATH^). Install .NET SDK 10 from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again. 1>&2
  exit /b 3
)
where npm >nul 2>nul || (
  echo aethergen: Node.js is missing ^(no npm in PATH^). Install Node 20 or newer from https://nodejs.org, then run this again. 1>&2
  exit /b 3
)

if /i "%~1"=="up" goto up
if /i "%~1"=="test" goto test
if /i "%~1"=="bench" goto bench

call :build cli "src\Cli" "src\Core src\Onnx src\OnnxRuntime src\Formats src\Cli" || exit /b 3
dotnet exec "%root%src\Cli\bin\Release\net10.0\AethergenAI.Cli.dll" %*
exit /b %errorlevel%

:up
call :build app "app.slnf" "src AppHost" || exit /b 3
call :web || exit /b 3
shift
dotnet exec "%root%AppHost\bin\Release\net10.0\AethergenAI.AppHost.dll" %1 %2 %3 %4 %5 %6 %7 %8 %9
exit /b %errorlevel%

:test
call :build tests "AethergenAI.sln" "src AppHost tests" || exit /b 3
call :web || exit /b 3
dotnet test "%root%AethergenAI.sln" -c Release --no-build
set "code=%errorlevel%"
pushd "%root%web"
call npm run lint && call npm run typecheck && call npm test || set "code=1"
popd
exit /b %code%

:bench
call :build bench "tests\Benchmarks" "src\Core src\Onnx src\OnnxRuntime src\Formats tests\Benchmarks" || exit /b 3
dotnet exec "%root%tests\Benchmarks\bin\Release\net10.0\AethergenAI.Benchmarks.dll" %2 %3
exit /b %errorlevel%

rem build NAME PROJECT SOURCES: unless nothing below the sources is newer than the stamp of the last build.
:build
if exist "%state%\%~1" powershell -NoProfile -Command "$t = (Get-Item '%state%\%~1').LastWriteTimeUtc; Set-Location '%root%'; $new = '%~3'.Split(' ') + 'Directory.Build.props','Directory.Packages.props','native\package-lock.json' | ForEach-Object { Get-ChildItem $_ -Recurse -File } | Where-Object { $_.LastWriteTimeUtc -gt $t -and $_.FullName -notmatch '\\(bin|obj|node_modules|dist|openapi)\\' } | Select-Object -First 1; if ($new) { exit 1 }" && exit /b 0
echo aethergen: building %~1... 1>&2
if not exist "%state%" mkdir "%state%"
echo begun> "%state%\.%~1"
dotnet build "%root%%~2" -c Release -v q -nologo -clp:ErrorsOnly 1>&2 || (
  echo aethergen: the build of %~1 failed; what is wrong stands above. 1>&2
  exit /b 3
)
move /y "%state%\.%~1" "%state%\%~1" >nul
exit /b 0

:web
pushd "%root%web"
if not exist node_modules\.package-lock.json call npm ci --no-audit --no-fund 1>&2
call npm run build 1>&2
set "built=%errorlevel%"
popd
exit /b %built%
