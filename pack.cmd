@echo off
rem Makes all packages: NuGet's, with the command, into artifacts/packages. ./pack [--version VERSION]
call "%~dp0eng\run.cmd" eng\Tasks pack %*
