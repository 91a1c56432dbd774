#!/bin/sh
# `infra/docker/make-secrets.sh [NODE...]`: passwords, connection strings and certificates for docker-compose.yml, below infra/docker/secrets.
# Names of EventStoreDB's nodes as the others reach them; `eventstore` unless told. What is there already is left as it is.
set -eu
cd "$(dirname "$0")"
SECRETS=${TEDUH_SECRETS:-$PWD/secrets}
NODES=${*:-eventstore}
CA_DAYS=1825
NODE_DAYS=398
umask 077
mkdir -p "$SECRETS/certificates/ca"
cd "$SECRETS"

# A file is read inside its container by another user than the one who made it; the folder around it stays closed.
keep() { # NAME CONTENT
  [ -s "$1" ] || printf '%s\n' "$2" > "$1"
  chmod 0444 "$1"
}
password() { openssl rand -hex 24; }

keep postgres_password "$(password)"
keep teduh_owner_password "$(password)"
keep teduh_app_password "$(password)"
keep metrics_token "$(password)"
keep eventstore_admin_password "$(password)"
keep eventstore_ops_password "$(password)"
keep eventstore_teduh_password "$(password)"
keep database_url "postgres://teduh_owner:$(cat teduh_owner_password)@postgres:5432/teduh"
keep database_app_url "postgres://teduh_app:$(cat teduh_app_password)@postgres:5432/teduh"

# EventStoreDB takes these two from its environment alone.
keep eventstore.env "EVENTSTORE_DEFAULT_ADMIN_PASSWORD=$(cat eventstore_admin_password)
EVENTSTORE_DEFAULT_OPS_PASSWORD=$(cat eventstore_ops_password)"

servers=
for node in $NODES; do servers="${servers:+$servers,}$node:2113"; done
case "$NODES" in
  *' '*) scheme='esdb+discover' ;;
  *) scheme='esdb' ;;
esac
tls='tls=true&tlsCaFile=/run/secrets/eventstore_ca'
keep eventstore_url "$scheme://teduh:$(cat eventstore_teduh_password)@$servers?$tls"
# The first node takes the setting up; a cluster passes it on.
keep eventstore_admin_url "esdb://admin:$(cat eventstore_admin_password)@${servers%%,*}?$tls"

cd certificates
if [ ! -s ca/ca.crt ]; then
  openssl req -x509 -newkey rsa:3072 -sha256 -nodes -days $CA_DAYS -keyout ca.key -out ca/ca.crt -subj '/CN=Teduh EventStoreDB CA' \
    -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' 2> /dev/null
fi
for node in $NODES; do
  mkdir -p "$node"
  [ -s "$node/node.crt" ] && continue
  openssl req -newkey rsa:3072 -sha256 -nodes -keyout "$node/node.key" -out "$node/node.csr" -subj '/CN=eventstoredb-node' 2> /dev/null
  printf '%s\n' 'basicConstraints=critical,CA:FALSE' 'keyUsage=critical,digitalSignature,keyEncipherment' \
    'extendedKeyUsage=serverAuth,clientAuth' "subjectAltName=DNS:$node,DNS:localhost,IP:127.0.0.1" > "$node/node.ext"
  openssl x509 -req -sha256 -days $NODE_DAYS -in "$node/node.csr" -CA ca/ca.crt -CAkey ca.key -CAcreateserial \
    -extfile "$node/node.ext" -out "$node/node.crt" 2> /dev/null
  rm "$node/node.csr" "$node/node.ext"
done
# The server runs as uid 1000 and refuses a key that others may read only where it is told to; the authority's own key stays closed.
chmod 0755 . ca $NODES
chmod 0444 ca/ca.crt
for node in $NODES; do chmod 0444 "$node/node.crt" "$node/node.key"; done
cp -f ca/ca.crt ../eventstore_ca
chmod 0444 ../eventstore_ca
echo "$SECRETS: simpan di luar cadangan biasa, kunci ca.key di tempat lain (keep it out of ordinary backups, and ca.key elsewhere)"
