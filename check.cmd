@echo off
rem Before a commit: formatting, build, fast tests, size ledger. ./check [--fix]
rem How many node tests of ONNX pass, and why others do not: ./check conformance
call "%~dp0eng\run.cmd" eng\Tasks check %*
