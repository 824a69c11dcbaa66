#!/bin/sh
# helm gives the manifests on standard input and takes the patched ones from standard output.
set -eu
folder=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$folder/kustomization.yaml" "$work/"
cat > "$work/rendered.yaml"
kubectl kustomize "$work"
