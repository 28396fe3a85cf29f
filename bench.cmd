@echo off
rem Measures Bantam and its peers: ./bench SUITE [--quick]
call "%~dp0eng\run.cmd" benchmarks\Bantam.Bench %*
