@echo off
rem eng\run.cmd PROJECT [ARGS]: the twin of eng/run for Windows.
setlocal
set "root=%~dp0.."
set "project=%~1"
for %%p in ("%project%") do set "name=%%~nxp"
set "arguments="
shift
:collect
if [%1]==[] goto collected
set arguments=%arguments% %1
shift
goto collect
:collected

set DOTNET_NOLOGO=1
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_GENERATE_ASPNET_CERTIFICATE=false
set DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1
where dotnet >nul 2>nul
if errorlevel 1 (
  echo There is no 'dotnet' on the PATH: Bantam needs the .NET SDK 10 and nothing else ^(https://dot.net^). 1>&2
  exit /b 1
)

set "stamp=%root%\artifacts\stamps\%name%"
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0is-fresh.ps1" "%root%" "%project%" "%stamp%"
if not errorlevel 1 goto run
if not exist "%root%\artifacts\stamps" mkdir "%root%\artifacts\stamps"
if not exist "%stamp%" echo Building %name% for the first time ... 1>&2
rem The new stamp is made before the build, so that what is edited meanwhile is built next time.
type nul > "%stamp%.new"
dotnet msbuild "%root%\%project%\%name%.csproj" -restore -p:Configuration=Release -v:q -nologo 1>&2
if errorlevel 1 (
  del "%stamp%.new"
  echo %name% did not build. 1>&2
  exit /b 1
)
move /y "%stamp%.new" "%stamp%" >nul
:run
for %%c in ("%root%\artifacts\bin\%name%\release\*.runtimeconfig.json") do set "config=%%~fc"
dotnet "%config:.runtimeconfig.json=.dll%"%arguments%
exit /b %errorlevel%
