# Exit code 0 when the stamp is newer than every source (folders too: their time changes when a file is added or deleted), else 1.
param([string] $Root, [string] $Project, [string] $Stamp)
if (-not (Test-Path $Stamp)) { exit 1 }
$time = (Get-Item $Stamp).LastWriteTimeUtc
$folders = @((Join-Path $Root "src"), (Join-Path $Root $Project))
$files = @(Get-ChildItem $Root -File -Filter "Directory.*") + (Get-Item (Join-Path $Root "global.json")) +
    @(Get-ChildItem (Join-Path $Root "eng") -File -Filter "*.targets")
$changed = @(Get-ChildItem $folders -Recurse) + @(Get-Item $folders) + $files |
    Where-Object { $_.LastWriteTimeUtc -gt $time -and $_.FullName -notmatch "node_modules" } | Select-Object -First 1
if ($changed) { exit 1 } else { exit 0 }
