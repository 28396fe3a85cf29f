@echo off
rem The bantam command: './bantam --help' lists what it does.
call "%~dp0eng\run.cmd" src\Bantam.Cli %*
