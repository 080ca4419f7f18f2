#!/bin/sh
# Builds the web app, which the API's image serves: the API's build writes the description that its types come from.
set -eu
cd "$(dirname "$0")/.."
dotnet build src/Api -c Release -v q -nologo
cd web
npm ci --no-audit --no-fund
npm run build
