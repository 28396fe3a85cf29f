@echo off
rem Before a commit: formatting, build, fast tests, size ledger. ./check [--fix]
call "%~dp0eng\run.cmd" eng\Tasks check %*
