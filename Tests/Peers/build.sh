#!/usr/bin/env bash
# Compiles the library and verdicts.swift with the compiler alone (no package, no network).
# Usage: build.sh FOLDER; leaves FOLDER/verdicts.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
mkdir -p "$folder"
options=(-O -wmo -swift-version 6 -parse-as-library -enable-upcoming-feature MemberImportVisibility)
find "$here/../../Sources/BrazilianBanking" -name '*.swift' -print0 |
  xargs -0 swiftc "${options[@]}" -module-name BrazilianBanking -emit-library -static \
    -emit-module -emit-module-path "$folder/BrazilianBanking.swiftmodule" \
    -o "$folder/libBrazilianBanking.a"
swiftc "${options[@]}" "$here/Verdicts.swift" -I "$folder" -L "$folder" -lBrazilianBanking \
  -o "$folder/verdicts"
