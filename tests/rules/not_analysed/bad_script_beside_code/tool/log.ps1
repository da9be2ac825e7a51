Write-Host "a"
