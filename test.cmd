@echo off
rem Runs the tests: ./test [PROJECT ...] [--long] [-- RUNNER ARGUMENTS]
call "%~dp0eng\run.cmd" eng\Tasks test %*
