#!/bin/sh
# Buckets, rights and keys of the hub on MinIO; the same again changes nothing.
set -eu
mc alias set hub http://minio:9000 "$MINIO_ROOT_USER" "$MINIO_ROOT_PASSWORD"
for bucket in sources renders media; do mc mb --ignore-existing "hub/$bucket"; done

statement() { # BUCKET ACTION…: what may be done with its objects
  bucket=$1; shift
  actions=$(printf '"s3:%s",' "$@")
  printf '{"Effect":"Allow","Action":[%s],"Resource":["arn:aws:s3:::%s/*","arn:aws:s3:::%s"]}' \
    "${actions%,}" "$bucket" "$bucket"
}
below() { # BUCKET PREFIX: everything with what lies below the prefix, and names alone of the rest
  printf '{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject","s3:AbortMultipartUpload","s3:ListMultipartUploadParts"],"Resource":["arn:aws:s3:::%s/%s/*"]},' \
    "$1" "$2"
  # Who may not list is told "forbidden" of what is missing, not "missing".
  printf '{"Effect":"Allow","Action":["s3:ListBucket","s3:GetBucketLocation"],"Resource":["arn:aws:s3:::%s"]}' "$1"
}
reading() { # BUCKET PREFIX: what lies below the prefix may be read
  printf '{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::%s/%s/*"]},' "$1" "$2"
  printf '{"Effect":"Allow","Action":["s3:ListBucket","s3:GetBucketLocation"],"Resource":["arn:aws:s3:::%s"]}' "$1"
}
kind() { # PLURAL: the rights of a service whose items are text and pictures
  printf '%s,%s,%s' "$(below sources images)" "$(below renders images)" "$(below media "$1")"
}
READ="GetObject ListBucket GetBucketLocation"
WRITE="$READ PutObject DeleteObject AbortMultipartUpload ListMultipartUploadParts ListBucketMultipartUploads"

program() { # NAME SECRET STATEMENTS
  printf '{"Version":"2012-10-17","Statement":[%s]}' "$3" > "/tmp/$1.json"
  mc admin user add hub "hub-$1" "$2"
  mc admin policy create hub "hub-$1" "/tmp/$1.json"
  mc admin policy attach hub "hub-$1" --user "hub-$1" || true # says no where it is so already
}
# shellcheck disable=SC2086 # the lists are meant to fall apart into words
{
  program videos "$HUB_S3_VIDEOS_SECRET" "$(statement sources $WRITE),$(statement renders $WRITE),$(below media videos)"
  program transcoder "$HUB_S3_TRANSCODER_SECRET" "$(reading sources videos),$(below renders videos)"
  program experiments "$HUB_S3_EXPERIMENTS_SECRET" "$(kind experiments)"
  program guides "$HUB_S3_GUIDES_SECRET" "$(kind guides)"
  program remakes "$HUB_S3_REMAKES_SECRET" "$(below sources remakes),$(below renders remakes)"
  program reuse "$HUB_S3_REUSE_SECRET" "$(below renders images),$(below sources videos)"
}

# Anybody reads published media by name; nobody lists them.
printf '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":["s3:GetObject"],"Resource":["arn:aws:s3:::media/*"]}]}' > /tmp/media.json
mc anonymous set-json /tmp/media.json hub/media
