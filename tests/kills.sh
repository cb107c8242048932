#!/usr/bin/env bash
# Kills the embedded experiment (in full, some minutes long) fifty times at random moments, host and workers in turn, and checks after
# each that the store is intact and that nothing finished runs again, and at the end of each run that the bytes are those of an undisturbed one.
#   tests/kills.sh [NUMBER]
set -euo pipefail
cd "$(dirname "$0")/.."
TTCA_KILLS="${1:-50}" TTCA_KILLS_FULL=1 dotnet test tests/Ttca.EndToEnd.Tests --filter FullyQualifiedName~KillTests --logger 'console;verbosity=detailed'
