#!/bin/sh
# Starts the migration job, whose image azd has just deployed, and waits for its end.
set -eu
job() { az containerapp job "$@" --name "$AETHERGEN_MIGRATION_JOB" --resource-group "$AZURE_RESOURCE_GROUP" --output tsv; }
execution=$(job start --query name)
while :; do
  state=$(job execution show --job-execution-name "$execution" --query properties.status)
  case $state in
    Succeeded) exit 0 ;;
    Running | Processing | Unknown) sleep 5 ;;
    *) echo "The migration $execution ended as $state. Its log is in the Log Analytics workspace." >&2; exit 1 ;;
  esac
done
