# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2022
RUN powershell -Command `
    Install-Package x
WORKDIR C:\app
this is no instruction
