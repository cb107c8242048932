#!/usr/bin/env bash
# Kills the embedded experiment (in full, some minutes long) fifty times at random moments, host and workers in turn; the runs are, in
# turn too, one's own, another user's and another host's (as root: the latter two need the right to change users and namespaces).
# Gc works beside each and after each. Checks after each that the store is intact and that nothing finished was collected or runs
# again, and at the end of each experiment that the bytes are those of an undisturbed one.
#   tests/kills.sh [NUMBER]
set -euo pipefail
cd "$(dirname "$0")/.."
TTCA_KILLS="${1:-50}" TTCA_KILLS_FULL=1 dotnet test tests/Ttca.EndToEnd.Tests --filter FullyQualifiedName~KillTests --logger 'console;verbosity=detailed'
