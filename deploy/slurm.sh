#!/bin/sh
# One workbook on eight nodes. OUT is a folder that all of them see.
#
#   sbatch deploy/slurm.sh applicants.xlsx OUT 2026-11-23
#   sbatch --dependency=afterany:JOBID --wrap 'icpgen render --merge-manifests OUT'
#
# A task of which an application was refused ends as FAILED with exit code 1, and
# all its other papers are there. Some tasks again:
#
#   sbatch --array=3,5 --export=ALL,SHARDS=8 deploy/slurm.sh applicants.xlsx OUT 2026-11-23
#
#SBATCH --job-name=icpgen
#SBATCH --array=1-8
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --time=12:00:00
#SBATCH --signal=B:TERM@60
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=icpgen-%A_%a.log
set -eu
workbook=${1:?the workbook}
out=${2:?the folder for the papers}
day=${3:?the day to judge by, one for all tasks: 2026-11-23}
shards=${SHARDS:-$SLURM_ARRAY_TASK_COUNT}

# A node that died took the task with it and left the lock. Slurm runs a task
# once at a time, so after a restart the lock is nobody's.
if [ "${SLURM_RESTART_COUNT:-0}" -gt 0 ]; then
	rm -f "$out/.icpgen.$SLURM_ARRAY_TASK_ID-of-$shards.lock"
fi

# exec: the signal before the time is up reaches icpgen, which finishes what is
# in hand.
exec icpgen render "$workbook" --out "$out" --shard "$SLURM_ARRAY_TASK_ID/$shards" --on "$day" --jobs "${SLURM_CPUS_PER_TASK:-1}"
